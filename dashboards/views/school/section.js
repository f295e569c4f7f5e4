// What every part of a school's detail is made of.
import {make} from "../../assets/scripts/dom.js"

/** @import {Child} from "../../assets/scripts/page.d.ts" */

/**
 * @param {string} title
 * @param {Child} extra beside the title
 * @param {Child[]} children
 */
export const section = (title, extra, ...children) => make("section", {}, make("h3", {}, make("span", {}, title), extra), ...children)

/** @param {string} text */
export const paragraph = text => make("p", {}, text)
