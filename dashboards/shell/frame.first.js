// What the frame says, shown before Bokeh has been read.
import {openedWith} from "./first_picture.js"
import {showWords} from "./frame_words.js"

showWords(openedWith())
document.documentElement.dataset.said = "yes"
