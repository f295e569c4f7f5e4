// Runs before the page is painted: theme, drawers, keys, copying. It knows nothing of schools.
(() => {
  const root = document.documentElement
  root.lang = "en"

  const prefersDark = matchMedia("(prefers-color-scheme: dark)"), printing = matchMedia("print")
  const kept = name => { try { return localStorage.getItem(name) } catch { return null } }   // storage may be forbidden
  const keep = (name, value) => { try { localStorage.setItem(name, value) } catch { /* the choice then lasts for this visit only */ } }
  let choice = kept("theme") ?? "system"
  function paint() {
    const wanted = choice === "system" ? (prefersDark.matches ? "dark" : "light") : choice
    root.dataset.choice = choice
    root.dataset.theme = printing.matches ? "light" : wanted
    const button = document.querySelector("[data-theme-button]"), next = following()
    button?.setAttribute("aria-label", `Theme: ${choice}. Change to ${next}`)
    button?.setAttribute("title", `Theme: ${choice}. Change to ${next}`)
    for (const held of window.Bokeh?.documents ?? []) for (const model of held.all_models) if (model.type === "Figure") model.change.emit()
  }
  const following = () => ({system: "light", light: "dark", dark: "system"})[choice] ?? "system"
  prefersDark.addEventListener("change", paint)
  printing.addEventListener("change", paint)
  paint()

  const wide = matchMedia("(min-width: 1200px)"), phone = matchMedia("(max-width: 700px)")
  function layOut() {
    const figures = document.getElementById("figures")
    if (figures) figures.tabIndex = phone.matches ? 0 : -1   // one line that scrolls sideways there
    root.dataset.layout = phone.matches ? "phone" : !wide.matches || root.dataset.view === "months" ? "narrow" : "wide"
  }
  for (const query of [wide, phone]) query.addEventListener("change", layOut)
  new MutationObserver(layOut).observe(root, {attributeFilter: ["data-view"]})
  layOut()

  let back = null                                   // where the keyboard was before a drawer opened
  function focused(at = document) {
    return at.activeElement?.shadowRoot ? focused(at.activeElement.shadowRoot) ?? at.activeElement : at.activeElement
  }
  function drawer(name) {
    if (root.dataset.layout === "wide" && name && name !== "what-if") return
    const was = root.dataset.drawer
    if (name && !was) back = focused()
    root.dataset.drawer = name
    if (name) document.getElementById(name)?.focus({preventScroll: true})
    else if (was) back?.focus?.({preventScroll: true})
    document.getElementById("what-if-button")?.setAttribute("aria-expanded", String(name === "what-if"))
    if (name === "what-if") dispatchEvent(new CustomEvent("what-if-opened"))
  }
  function say(words) { document.getElementById("said").textContent = words }
  const writing = () => ["INPUT", "TEXTAREA", "SELECT"].includes(focused()?.tagName) && !["checkbox", "radio"].includes(focused().type)

  function copied() {
    say("Link copied")
    const button = document.querySelector("[data-copy]")
    button.title = "Link copied"
    button.classList.add("done")                    // a tick for two seconds
    setTimeout(() => { button.classList.remove("done"); button.title = "Copy link to this view" }, 2000)
  }
  function copy() {
    const old = () => {                             // without https the clipboard interface does not exist
      const field = Object.assign(document.createElement("textarea"), {value: location.href})
      document.body.append(field)
      field.select()
      document.execCommand("copy") ? copied() : say("The browser does not allow copying; the link is in the address bar.")
      field.remove()
    }
    navigator.clipboard ? navigator.clipboard.writeText(location.href).then(copied, old) : old()
  }

  addEventListener("click", event => {
    const button = event.target.closest?.("[data-drawer], [data-theme-button], [data-copy]")
    if (!button || button === root) return
    if (button.hasAttribute("data-theme-button")) { keep("theme", choice = following()); paint(); say(`Theme: ${choice}`) }
    else if (button.hasAttribute("data-copy")) copy()
    else drawer(button.id === "what-if-button" && root.dataset.drawer === "what-if" ? "" : button.dataset.drawer)
  })
  let row = null                                    // where the keyboard was when a school was opened on a wide page
  addEventListener("school-opened", () => {
    row = focused()
    if (root.dataset.drawer === "what-if") root.dataset.drawer = ""   // the detail takes its place; what was moved stays
    root.dataset.detail = "open"
    drawer("detail")
    document.getElementById("detail").scrollTop = 0
  })
  addEventListener("school-closed", () => {
    if (root.dataset.layout === "wide") { root.dataset.detail = "closed"; row?.focus?.({preventScroll: true}) }
    drawer("")
  })
  addEventListener("what-if-closed", () => drawer(""))
  addEventListener("keydown", event => {
    if (event.key === "Escape") drawer("")
    if (event.key === "/" && !writing() && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      document.getElementById("find")?.focus()
    }
  })
  addEventListener("change", event => {
    if (event.target.id !== "identity") return
    const words = new URLSearchParams({as: event.target.value}), district = new URLSearchParams(location.search).get("district")
    if (district) words.set("district", district)
    location.assign(`?${words}`)
  })
  addEventListener("DOMContentLoaded", () => { paint(); layOut() })
  window.partnership = {say, focused, writing, drawer}
})()
