// What opens under the button Download: what a file would hold, and the kinds of file there are.

const ROOM = 8 // px to the window's edge

/** Under its button, as far as the window goes. */
export function watchDownload() {
  addEventListener("DOMContentLoaded", () => {
    const menu = document.getElementById("download")
    const button = document.getElementById("download-button")
    menu?.addEventListener("toggle", event => {
      if (event.newState !== "open" || !button) return
      const under = button.getBoundingClientRect()
      menu.style.top = `${Math.max(ROOM, Math.min(under.bottom + 6, innerHeight - menu.offsetHeight - ROOM))}px`
      menu.style.left = `${Math.max(ROOM, Math.min(under.right - menu.offsetWidth, innerWidth - menu.offsetWidth - ROOM))}px`
      menu.focus({preventScroll: true})
    })
    // A page that moves under it would leave it where nothing is.
    addEventListener("scroll", () => menu?.matches(":popover-open") && menu.hidePopover(), {capture: true, passive: true})
  })
}
