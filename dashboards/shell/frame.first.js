// What the frame says, shown before Bokeh has been read.
import {showWords} from "./frame_words.js"
import {openedWith} from "./opened_with.js"

showWords(openedWith())
