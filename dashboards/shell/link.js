// A link to another view of the same page: the page changes in place, and the address with it.
import {make} from "../assets/scripts/dom.js"

/** @import {Attributes, Child} from "../assets/scripts/page.d.ts" */

/**
 * @param {string} address
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
export const link = (address, attributes, ...children) =>
  make("a", {...attributes, "data-address": true, href: address || location.pathname}, ...children)
