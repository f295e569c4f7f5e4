// What the frame says when the page opens, as the page carries it.

/** @import {FrameWords} from "../assets/scripts/types.d.ts" */

/** @returns {FrameWords} */
export const openedWith = () => JSON.parse(document.getElementById("opens-with")?.textContent || "{}")
