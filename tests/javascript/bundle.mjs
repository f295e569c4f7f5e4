// Bundles the scripts: each component as one module, what the page runs at once as plain scripts.
//
//   node tests/javascript/bundle.mjs            writes dashboards/assets/bundles
//   node tests/javascript/bundle.mjs --check    only says which bundles are not what the sources give
import {readdir, readFile, writeFile} from "node:fs/promises"
import {basename, join, resolve} from "node:path"
import {build} from "esbuild"

const DASHBOARDS = resolve(import.meta.dirname, "../../dashboards")
const BUNDLES = join(DASHBOARDS, "assets/bundles")
const COMPONENTS = [
  "shell/frame",
  "views/triage/school_list",
  "views/triage/months_picture",
  "views/our_school/our_school",
  "views/school_page/school_page",
  "views/school_page/programme_steps",
  "views/school/school_detail",
  "views/school/by_hand",
  "views/school/disputes",
  "views/rules/what_if",
  "views/parts/chart_head",
  "views/parts/in_place",
  "views/method/tables",
  "views/home/home",
  "views/people/people",
  "views/report/report",
  "views/importing/importing",
  "views/reminders/reminders",
  "views/audit/audit",
  "views/review/review",
  "views/support/contact",
  "views/support/support",
  "views/meeting/meeting",
  "views/practices/practices",
  "views/plan/plan",
  "views/training/training",
  "views/trends/headline",
  "views/trends/change",
  "views/trends/pictures",
  "views/trends/section",
]
const SCRIPTS = [
  "shell/page",
  "shell/after_paint",
  "shell/frame.first",
  "views/our_school/our_school.first",
  "views/school_page/school_page.first",
  "views/triage/school_list.first",
  "views/triage/months_picture.first",
  "views/home/home.first",
  "views/people/people.first",
  "views/report/report.first",
  "views/importing/importing.first",
  "views/reminders/reminders.first",
  "views/audit/audit.first",
  "views/review/review.first",
  "views/support/support.first",
  "views/practices/practices.first",
  "views/plan/plan.first",
  "views/training/training.first",
  "views/trends/headline.first",
]
// Panel would translate a component's module once more, in the browser, and break a minified "return(a)??b" on the way: our
// components tell it not to (dashboards/shell/component.py), and what is newer than this it would not find either.
const OF_COMPONENTS = {format: "esm", target: "es2019"}
const OF_SCRIPTS = {format: "iife", target: "es2022"}

async function bundled(source, how) {
  const made = await build({
    entryPoints: [join(DASHBOARDS, `${source}.js`)],
    bundle: true,
    minify: true,
    write: false,
    ...how,
    charset: "utf8",
    legalComments: "none",
    // By this name a script is known where it fails: a component runs under an address that is another one each time.
    footer: {js: `//# sourceURL=bundles/${basename(source)}.js`},
    logLevel: "warning",
  })
  return [`${basename(source)}.js`, made.outputFiles[0].text]
}

const wanted = new Map(
  await Promise.all([...COMPONENTS.map(source => bundled(source, OF_COMPONENTS)), ...SCRIPTS.map(source => bundled(source, OF_SCRIPTS))]),
)
const kept = (await readdir(BUNDLES)).filter(name => name.endsWith(".js"))
const left = kept.filter(name => !wanted.has(name))

if (process.argv.includes("--check")) {
  const current = new Map(await Promise.all(kept.map(async name => [name, await readFile(join(BUNDLES, name), "utf8")])))
  const old = [...wanted].filter(([name, text]) => current.get(name) !== text).map(([name]) => name)
  if (old.length || left.length) console.error(`Not what the sources give: ${[...old, ...left].join(", ")}. Run make scripts.`)
  process.exitCode = old.length || left.length ? 1 : 0
} else {
  await Promise.all([...wanted].map(([name, text]) => writeFile(join(BUNDLES, name), text)))
  if (left.length) console.error(`No source gives ${left.join(", ")} any more: delete it.`)
}
