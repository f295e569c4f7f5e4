// Made from Python by `make scripts`; change it there.

export interface Figure {
  text: string
  attention: boolean
  apart: boolean
}

export interface Chip {
  label: string
  address: string
}

export interface NewsSchool {
  name: string
  why: string
  address: string
}

export interface NewsGroup {
  text: string
  title: string
  follows: boolean
  schools: NewsSchool[]
}

export interface News {
  head: string
  none: string
  district: string
  groups: NewsGroup[]
}

export interface FrameWords {
  answer: string
  showing: string
  showing_short: string
  address: string
  reset: string
  notice: string
  notice_kind: "info" | "attention" | "waiting" | "error"
  figures_title: string
  figures: Figure[]
  chips: Chip[]
  news: News | null
  stamp: [string, string][]
  method: string
  counts: Record<string, number>
  view: "list" | "months"
  opened: boolean
  what_if: boolean
  find: string
  replace: boolean
  waiting: boolean
}

export interface TierWords {
  code: string
  label: string
  offer: string
}

export interface MonthWords {
  code: string
  letter: string
  name: string
}

export interface Vocabulary {
  tiers: TierWords[]
  marks: Record<string, string>
  months: MonthWords[]
  year: string
  heads: Record<string, string>
  columns: ("school" | "why" | "months" | "sparks" | "contact" | "step" | "survey" | "cluster")[]
  levels: Record<string, string>
  empty_head: string
  empty: string
}

export interface SchoolRow {
  id: string
  name: string
  level: string
  pupils: number | null
  size: string
  cluster: string
  tier: string
  why: [string, string]
  marks: string[]
  also_on_list: boolean
  closed: string | null
  contact_days: number | null
  contact_words: string
  flag: string | null
  drawn: string | null
  step: [string, string]
  survey: string | null
}

export interface ClusterBlock {
  name: string
  words: string
  ids: string[]
}

export interface EvidenceLink {
  label: string
  key: string
}

export interface ReasonLine {
  text: string
  aside: string
  evidence: EvidenceLink
  points: number
  strength: boolean
}

export interface SmallerLine {
  text: string
  aside: string
  points: number
}

export interface Bars {
  typical: number
  total: number
  visit_list: number
}

export interface Interval {
  lo: number
  hi: number
  at: number
  list_share: number
  words: string
  share: string
}

export interface ProofTable {
  title: string
  columns: string[]
  rows: (string | number)[][]
  note: string
}

export interface QualityPart {
  text: string
  attention: boolean
  table: ProofTable | null
}

export interface WhyPart {
  id: string
  name: string
  facts: string
  tier: string | null
  tier_label: string | null
  flag: string | null
  drawn: string | null
  reasons: ReasonLine[]
  smaller: SmallerLine | null
  lead: string
  bars: Bars | null
  interval: Interval | null
  since: string
  offer: string
  evidence: Record<string, ProofTable>
  quality: QualityPart[]
}

export interface ActivityLine {
  date: string
  title: string
  type: string
  families: string
  note: string
}

export interface ContactLine {
  channel: string
  label: string
  date: string
  text: string
}

export interface RecordPart {
  id: string
  tier: string
  months: string[]
  activities: ActivityLine[]
  contacts: ContactLine[]
}

export interface HeldDecision {
  id: number
  words: string
  what: string
  note: string | null
  may_end: boolean
}

export interface DecisionForm {
  title: string
  on: boolean
  kinds: [string, string][]
  first: string
  until: string
  last: string
  hint: string
}

export interface ByHandPart {
  id: string
  draft: string
  list: string
  held: HeldDecision[]
  beside: string
  form: DecisionForm | null
  past: string
}

export interface Slider {
  rule: string
  label: string
  told: string
  texts: string[] | null
  low: number
  high: number
  step: number
  today: number
  default: number | null
}

export interface Switch {
  rule: string
  label: string
  told: string
  today: boolean
  default: boolean
}

export interface RulesShown {
  weights: Slider[]
  list: Slider[]
  similar_need: Switch
  usual: number
  as_of: string
  from: string
}

export interface SchoolMoved {
  id: string
  name: string
  cluster: string
  tier: string
  words: string
}

export interface SchoolStaying {
  id: string
  name: string
  tenths: number
  words: string
  hint: string
}

export interface WhatIfEffect {
  title: string
  scope: string
  name: string
  enter: SchoolMoved[]
  leave: SchoolMoved[]
  check_in: string
  silence: string
  stays: SchoolStaying[] | null
}

export interface ProposalShown {
  id: number
  name: string
  by: string
  note: string
  question: string
  enter: SchoolMoved[]
  leave: SchoolMoved[]
  check_in: string
  moved: Record<string, number | boolean | null>
  draft: string
  may_decide: boolean
  may_take_back: boolean
  answer: string
}

export interface RulesNews {
  changed: string
  undo: number | null
  proposals: ProposalShown[]
}

export interface WordsTable {
  caption: string
  columns: string[]
  rows: string[][]
}
