// What came of each test as a line of JSON, for tests/unit/scripts.
import {basename} from "node:path"

export default async function* lines(events) {
  for await (const {type, data} of events) {
    const isTest = (type === "test:pass" || type === "test:fail") && data.details.type !== "suite"
    if (!isTest) continue
    const failed = data.details.error?.cause?.message ?? data.details.error?.message ?? ""
    yield `${JSON.stringify({file: basename(data.file ?? ""), story: data.name, failed})}\n`
  }
}
