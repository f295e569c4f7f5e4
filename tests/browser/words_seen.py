"""Every word a page says, also what is only spoken, shown on pointing, drawn by a style or painted on a chart."""

from playwright.sync_api import Page

# Text of elements that are not shown (a closed drawer, an empty notice) is marked with "(hidden)".
WORDS = r"""() => {
    const found = []
    const attributes = [
        "aria-label", "title", "placeholder", "alt", "aria-valuetext", "aria-expanded", "aria-sort", "href", "download",
    ]
    const write = (node, kind, text) => {
        const line = String(text).replace(/\s+/g, " ").trim()
        if (line) found.push(`${node.checkVisibility() ? "" : "(hidden) "}${kind}: ${line}`)
    }
    const read = root => {
        for (const node of root.childNodes) {
            const holder = node.parentElement ?? root.host
            if (node.nodeType === 3) write(holder, holder.localName, node.data)
            if (node.nodeType !== 1 || ["style", "script", "link", "noscript"].includes(node.localName)) continue
            for (const name of attributes) {
                const text = node.getAttribute(name)
                if (text !== null && !text.startsWith("data:")) write(node, `${node.localName} ${name}`, text)
            }
            if (["input", "textarea", "select"].includes(node.localName)) {
                const isTicked = ["checkbox", "radio"].includes(node.type)
                write(node, `${node.localName} value`, isTicked ? node.checked : node.value)
            }
            for (const side of ["::before", "::after"]) {
                const drawn = getComputedStyle(node, side).content
                if (/^"(?!\s*")/.test(drawn)) write(node, `${node.localName} ${side}`, drawn)
            }
            if (node.shadowRoot) read(node.shadowRoot)
            read(node)
        }
    }
    write(document.documentElement, "title", document.title)
    write(document.documentElement, "language", document.documentElement.lang)
    read(document.body)
    const texts = value => typeof value === "string" ? [value]
        : value instanceof Map ? [...value.values()].flatMap(texts)
        : Array.isArray(value) ? value.flatMap(texts) : []
    const charts = []
    for (const model of window.Bokeh?.documents?.[0]?.all_models ?? []) {
        const named = ["Label", "Title", "LinearAxis", "HoverTool"].includes(model.type)
            ? [model.text, model.axis_label, model.tooltips, model.major_label_overrides] : []
        const columns = model.type !== "ColumnDataSource" ? []
            : model.data instanceof Map ? [...model.data.values()] : Object.values(model.data)
        const said = [...named, ...columns].flatMap(texts).filter(text => text.trim())
        charts.push(...said.map(text => `chart ${model.type}: ${text}`))
    }
    return [...found, ...charts.sort()]
}"""


def words_seen(page: Page) -> list[str]:
    """One line for each, "where: words", in the order of the page; those of charts at the end, sorted."""
    return page.evaluate(WORDS)
