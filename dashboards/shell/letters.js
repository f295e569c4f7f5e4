// The page's letters are in its stylesheet, but a browser reads them only when a text needs them, draws that text in
// other letters first and then everything once more. Read from here they are there before the first text.

const CARRIED = /^url\("data:font\/woff2;base64,([^"]+)"\)/

export function useLetters() {
  const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
  for (const rule of rules) {
    if (!(rule instanceof CSSFontFaceRule)) continue
    const about = rule.style
    const letters = CARRIED.exec(about.getPropertyValue("src"))?.[1]
    if (!letters) continue
    const bytes = Uint8Array.from(atob(letters), letter => letter.charCodeAt(0))
    const named = about.getPropertyValue("font-family").replaceAll('"', "")
    const described = {weight: about.getPropertyValue("font-weight"), unicodeRange: about.getPropertyValue("unicode-range")}
    document.fonts.add(new FontFace(named, bytes, described))
  }
}
