// Made from Python by `make scripts`; change it there.

export interface TrailLink {
  label: string
  address: string
}

export interface Figure {
  title: string
  text: string
  attention: boolean
  address: string
  is_on: boolean
}

export interface Chip {
  label: string
  address: string
  apart: boolean
}

export interface NewsSchool {
  name: string
  why: string
  address: string
}

export interface NewsGroup {
  text: string
  schools: NewsSchool[]
}

export interface News {
  head: string
  none: string
  district: string
  groups: NewsGroup[]
}

export interface ViewChoice {
  code: string
  label: string
  address: string
}

export interface FrameWords {
  answer: string
  room: string
  showing: string
  showing_short: string
  address: string
  reset: string
  trail: TrailLink[]
  notice: string
  notice_kind: "info" | "attention" | "waiting" | "error"
  figures: Figure[]
  chips: Chip[]
  news: News | null
  stamp: [string, string][]
  method: string
  counts: Record<string, number>
  view: "list" | "months"
  views: ViewChoice[]
  opened: string
  what_if: boolean
  in_file: [string, string][]
  waiting: boolean
  to_review: number | null
}

export interface Hit {
  id: string
  name: string
  address: string
  about: string[]
  outside: string
}

export interface Found {
  text: string
  hits: Hit[]
  note: string
}

export interface TierWords {
  code: string
  label: string
  offer: string
  told: string
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
  size_and_cluster: string
  cluster: string
  tier: string
  why: [string, string]
  marks: string[]
  also_on_list: boolean
  closed: string | null
  nobody: string | null
  number: string | null
  contact_days: number | null
  contact_words: string
  contact_tries: string
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

export interface MonthTotals {
  label: string
  shares: (string | null)[]
  said: string
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
  disputed: string
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

export interface StepLine {
  text: string
  when: string
  mark: "" | "today" | "overdue"
}

export interface PersonLine {
  role: string
  name: string
  phone: string
  email: string
}

export interface ContactLine {
  channel: string
  label: string
  date: string
  text: string
}

export interface EntryLine {
  id: string
  channel: string
  label: string
  date: string
  text: string
  below: string
  undo: boolean
}

export interface NextPart {
  id: string
  steps: StepLine[]
  no_step: string
  people: PersonLine[]
  contacts: ContactLine[]
  no_contact: string
  reached: string
  since: EntryLine[]
  since_title: string
  may_log: boolean
}

export interface SaidLine {
  month: string
  lines: string[]
  attention: boolean
}

export interface Interval {
  lo: number
  hi: number
  at: number
  list_share: number
  words: string
  share: string
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
  disputed: string[]
  bars: Bars | null
  next: NextPart
  said: SaidLine[]
  interval: Interval | null
  since: string
  offer: string
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

export interface ProofsPart {
  id: string
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

export interface RecordPart {
  id: string
  tier: string
  months: string[]
  counted: string
  activities: ActivityLine[]
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

export interface Field {
  name: "school" | "year" | "month"
  label: string
  options: [string, string][]
  chosen: string
}

export interface ToDo {
  mark: string
  head: string
  text: string
  quote: string
  lines: string[]
  how: string
  month: string
  link: string
}

export interface MonthBox {
  name: string
  mark: string
  words: string
  is_late: boolean
  below: string
  sent: string
}

export interface YearPart {
  year: string
  boxes: MonthBox[]
  never_came: string
}

export interface ReportAnswer {
  mark: string
  head: string
  text: string
  date: string
}

export interface Compared {
  text: string
  aside: string
  label: string
  table: ProofTable | null
  disputed: string
}

export interface ComparePart {
  tier: string
  tier_label: string
  stands: string[]
  lead: string
  disputed: string[]
  reasons: Compared[]
  well: Compared[]
  offer: string
  figures: ProofTable | null
}

export interface CoordinatorLine {
  name: string
  phone: string
  email: string
}

export interface NextStep {
  text: string
  when: string
}

export interface Contact {
  channel: string
  label: string
  date: string
  text: string
}

export interface PeoplePart {
  coordinators: CoordinatorLine[]
  about: string
  steps: NextStep[]
  no_step: string
  spoke: string
  contacts: Contact[]
  wrong: string
  example: string
}

export interface OurSchoolPart {
  id: string
  name: string
  facts: string
  fields: Field[]
  note: string
  due: ToDo | null
  todo: ToDo[]
  all_well: string
  closed: ToDo[]
  year: YearPart | null
  answers: ReportAnswer[]
  compare: ComparePart | null
  people: PeoplePart | null
  survey: [string, string] | null
  charts: string
}

export interface Tile {
  figure: string
  label: string
  value: string
  change: string
  since: string
  usual: string
  beside: string
  part: number | null
  is_on: boolean
}

export interface TierCount {
  code: string
  label: string
  count: string
  part: number
}

export interface ComparedPart {
  kind: string
  kinds: [string, string][]
  months: [string, string][]
  ends: string[]
}

export interface ChangeRow {
  label: string
  text: string
  begin: number
  end: number
  kind: string
}

export interface ChangePart {
  periods: string
  sentence: string
  rows: ChangeRow[]
  is_broken: boolean
  note: string
}

export interface HeatCell {
  text: string
  step: number | null
  is_low: boolean
  title: string
}

export interface HeatRow {
  name: string
  address: string
  cells: HeatCell[]
  change: string
  way: number
  is_claimed: boolean
}

export interface HeatPart {
  title: string
  unit: string
  of: string
  months: string[]
  rows: HeatRow[]
  steps: string[]
  since: string
}

export interface TypeShare {
  code: string
  label: string
  shares: (number | null)[]
  text: string
}

export interface TypesPart {
  months: string[]
  types: TypeShare[]
}

export interface TrendsPart {
  tiles: Tile[]
  tiers: TierCount[]
  compared: ComparedPart | null
  change: ChangePart | null
  heat: HeatPart | null
  types: TypesPart | null
}

export interface SectionCell {
  text: string
  beside: string
  told: string
  short: string
  mark: string
  span: number[] | null
  part: number | null
  step: number | null
}

export interface SectionRow {
  name: string
  beside: string
  is_on: boolean
  cells: SectionCell[]
}

export interface SectionGroup {
  title: string
  rows: SectionRow[]
}

export interface SectionTable {
  title: string
  about: string
  columns: string[]
  groups: SectionGroup[]
  note: string
}

export interface SectionPart {
  small: string
  sentences: string[]
  warning: string
  tables: SectionTable[]
}

export interface Link {
  text: string
  address: string
}

export interface LinePoint {
  at: number
  day: string
  text: string
  is_past: boolean
  is_now: boolean
}

export interface MonthLine {
  title: string
  facts: Link[]
  points: LinePoint[]
  done: number
}

export interface ReviewRow {
  name: string
  address: string
  mark: string
  arrived: string
  waited: string
  part: number
  look: string
  is_marked: boolean
}

export interface ReviewPart {
  rows: ReviewRow[]
  more: Link | null
  none: string
  note: string
}

export interface NeedRow {
  name: string
  address: string
  tier: string
  tier_label: string
  why: string
  marks: string[]
  months: string
  contact: string
}

export interface NeedsPart {
  title: string
  rows: NeedRow[]
  more: Link | null
  steady: string
  steady_names: string
  lists: Link
}

export interface ClusterRow {
  name: string
  address: string
  coordinator: string
  received: string
  review: string
  is_old: boolean
  tiers: string[]
}

export interface ClustersPart {
  rows: ClusterRow[]
  tiers: [string, string][]
}

export interface StepRow {
  name: string
  address: string
  when: string
  text: string
  is_due: boolean
}

export interface StepsPart {
  count: string
  rows: StepRow[]
  more: Link | null
  without: Link | null
  none: string
}

export interface ToDecide {
  text: string
  about: string
  note: string
  link: Link
}

export interface NewsLine {
  tier: string
  is_group: boolean
  names: Link[]
  text: string
  day: string
}

export interface SincePart {
  since: string
  lines: NewsLine[]
  none: string
}

export interface DayStrip {
  first: string
  last: string
  marks: [string, string][]
  said: string
  key: [string, string][]
}

export interface Facts {
  title: string
  rows: [string, string][]
  note: string
  check: string
  link: Link | null
  days: DayStrip | null
}

export interface HomePart {
  tiles: Tile[]
  tile_links: string[]
  tiers: TierCount[]
  line: MonthLine | null
  review: ReviewPart | null
  needs: NeedsPart | null
  clusters: ClustersPart | null
  steps: StepsPart | null
  decide: ToDecide[] | null
  shifts: ToDecide[] | null
  since: SincePart | null
  facts: Facts[]
  start: string
}

export interface SchoolLink {
  name: string
  address: string
}

export interface PageLink {
  label: string
  address: string
}

export interface PageHead {
  tier: string
  tier_label: string
  since: string
  flag: string | null
  drawn: string | null
  facts: string[]
  steps: string
  people: PersonLine[]
}

export interface StoryMonth {
  name: string
  short: string
  tier: string
  tier_label: string
  mark: string
  mark_label: string
  missing: boolean
}

export interface StoryLine {
  code: string
  title: string
  unit: string
  own: (number | null)[]
  check: number[]
  low: (number | null)[]
  middle: (number | null)[]
  high: (number | null)[]
  peers: string
  sentence: string
  table: ProofTable
}

export interface StoryEvent {
  at: number
  text: string
}

export interface StoryCard {
  about: string
  years: [string, number][]
  months: StoryMonth[]
  lines: StoryLine[]
  events: StoryEvent[]
  none: string
}

export interface FigureLine {
  label: string
  figure: string
  aside: string
}

export interface TypeLine {
  name: string
  own: number
  usual: number | null
  plan: number | null
}

export interface TypesCard {
  about: string
  lines: TypeLine[]
  peers: string
  none: string
}

export interface PlanLine {
  month: string
  title: string
  state: "done" | "open" | "unknown" | "later"
  state_label: string
}

export interface PlanCard {
  about: string
  compared: string
  plan: string
  steps: PlanLine[]
  address: string
}

export interface SimilarLine {
  type: string
  text: string
}

export interface SimilarCard {
  name: string
  school: SchoolLink | null
  size: string
  about: string
  lines: SimilarLine[]
  chosen: string
  none: string
}

export interface HeldActivity {
  date: string
  title: string
  type: string
  families: string
  counted: string
  answers: string
  attention: boolean
  found: string
}

export interface ActivitiesCard {
  about: string
  rows: HeldActivity[]
  none: string
}

export interface AnswersCard {
  about: string
  lines: FigureLine[]
  note: string
  said: string[]
}

export interface SessionLine {
  topic: string
  date: string
  came: string
  is_here: boolean
  since: string
}

export interface LogLine {
  id: string
  channel: string
  label: string
  date: string
  text: string
  below: string
}

export interface LogCard {
  about: string
  reached: string
  steps: StepLine[]
  no_step: string
  lines: LogLine[]
  none: string
  since: EntryLine[]
  since_title: string
  may_log: boolean
  id: string
}

export interface SchoolPagePart {
  id: string
  year: string
  fields: Field[]
  place: string
  previous: SchoolLink | null
  next: SchoolLink | null
  instead: PageLink
  head: PageHead | null
  story: StoryCard | null
  why: WhyPart | null
  proofs: ProofsPart | null
  survey: FigureLine | null
  types: TypesCard | null
  plan: PlanCard | null
  similar: SimilarCard | null
  activities: ActivitiesCard | null
  parents: AnswersCard | null
  teachers: AnswersCard | null
  sessions: SessionLine[]
  log: LogCard | null
  estimates: string
}

export interface CareNote {
  name: string
  note: string
}

export interface StaffRow {
  id: number
  name: string
  initials: string
  role: string
  group: string
  care: CareNote[]
  signs_in: string
  way: string
  seen: string
  search: string
}

export interface StaffGroup {
  code: string
  label: string
  count: number
}

export interface StaffSchool {
  id: string
  name: string
  cluster: string
  coordinators: string[]
  liaisons: CareNote[]
  group: string
  search: string
}

export interface AccessAsked {
  id: number
  who: string
  when: string
  note: string
  name: string
  email: string
  login: string
}

export interface StaffPart {
  people: StaffRow[]
  groups: StaffGroup[]
  schools: StaffSchool[]
  school_groups: StaffGroup[]
  roles: [string, string][]
  asked: AccessAsked[]
}

export interface PersonFields {
  name: string
  role: string
  email: string
  phone: string
}

export interface CareLine {
  key: string
  name: string
  days: string
  begins: string
  ends: string
  starts: number
  stops: number
  may_end: boolean
}

export interface PersonPanel {
  id: number
  initials: string
  line: string
  is_closed: boolean
  fields: PersonFields
  roles: [string, string][]
  care_title: string
  care: CareLine[]
  can_give: [string, string][]
  now: number
  years: [number, string][]
  today: string
  rights_title: string
  rights: [string, string][]
  changes: [string, string][]
  closing: string
  closes: string
  inviting: string
  sign_ins: [number, string][]
}

export interface ReceiptLine {
  at: string
  files: string
  person: string
  said: string
  undo: number
  is_undone: boolean
  warnings: string[]
}

export interface LayoutChoice {
  code: string
  label: string
}

export interface ImportPart {
  receipts: ReceiptLine[]
  layouts: LayoutChoice[]
  ticks: LayoutChoice[]
  limit: number
  most_files: number
}

export interface FoundLine {
  file: string
  row: number
  column: string
  value: string
  what: string
  is_warning: boolean
  may_mend: boolean
}

export interface CorrectionLine {
  file: string
  row: number
  column: string
  value: string
}

export interface TheirColumn {
  source: string
  examples: string
  target: string
}

export interface TheirTable {
  file: string
  table: string
  columns: TheirColumn[]
}

export interface OurColumns {
  code: string
  label: string
  columns: [string, string, boolean][]
}

export interface UploadPart {
  stage: string
  title: string
  beside: string
  files: string[]
  layout: string
  allowed: string[]
  found: FoundLine[]
  left: string
  corrected: CorrectionLine[]
  would: [string, string][]
  button: string
  theirs: TheirTable[]
  ours: OurColumns[]
  receipt: number
}

export interface AuditRow {
  id: number
  at: string
  person: string
  action: string
  subject: string
  details: string
}

export interface AuditChoice {
  code: string
  label: string
}

export interface AuditPart {
  rows: AuditRow[]
  has_more: boolean
  people: AuditChoice[]
  actions: AuditChoice[]
  person: string
  action: string
  subject: string
  since: string
  until: string
}

export interface Option {
  code: string
  label: string
}

export interface Returned {
  head: string
  quote: string
  how: string
}

export interface Choices {
  types: Option[]
  methods: Option[]
  modes: Option[]
  bands: Option[]
  goals: Option[]
  barriers: Option[]
  reasons: string[]
}

export interface CommonActivity {
  title: string
  fields: Record<string, string>
}

export interface PlanStep {
  item: string
  title: string
  due: string
  fields: Record<string, string>
}

export interface CopyRow {
  fields: Record<string, string>
}

export interface StripMonth {
  mark: string
  label: string
}

export interface ReportPart {
  mode: "write" | "ask" | "closed"
  keeps: string
  school: string
  school_id: string
  month: string
  month_name: string
  month_days: string[]
  year: string
  schools: Option[]
  months: Option[]
  for_others: string
  who: string
  coordinator: string
  phone: string
  level: string
  before: string
  why: string
  begins: string
  returned: Returned | null
  draft: string
  version: number
  based_on: number
  over: number
  is_correction: boolean
  saved: string
  choices: Choices
  common: CommonActivity[]
  steps: PlanStep[]
  copies: CopyRow[]
  strip: StripMonth[]
  strip_label: string
  strip_note: string
}

export interface FieldNow {
  path: string
  value: unknown
  version: number
  person: string
  when: string
}

export interface Reply {
  label: string
  path: string
  value: string
}

export interface Question {
  path: string
  about: string
  text: string
  is_open: boolean
  replies: Reply[]
}

export interface OddField {
  path: string
  text: string
}

export interface ComparedLine {
  label: string
  now: string
  before: string
  usual: string
  is_odd: boolean
}

export interface ToDoLine {
  done: boolean
  text: string
  path: string
}

export interface CheckedPart {
  count: string
  questions: Question[]
  odd: OddField[]
  compared: ComparedLine[]
  todo: ToDoLine[]
  plan: ToDoLine[]
  before: string
  to_check: string
  is_nil: boolean
}

export interface ReminderChoice {
  code: string
  label: string
  count: string
}

export interface ReminderPerson {
  name: string
  email: string
  phone: string
  note: string
}

export interface ReminderRow {
  id: string
  name: string
  cluster: string
  tone: string
  what: string
  reason: string
  people: ReminderPerson[]
  to: string[]
  last: string[]
  is_lately: boolean
  may: boolean
  subject: string
  lines: string[]
}

export interface RemindersPart {
  months: ReminderChoice[]
  month: string
  clusters: ReminderChoice[]
  cluster: string
  whiches: ReminderChoice[]
  which: string
  languages: ReminderChoice[]
  language: string
  rows: ReminderRow[]
  can_send: boolean
  note: string
  none: string
}

export interface QueueGroup {
  code: "look" | "clean" | "returned" | "missing" | "accepted"
  label: string
  note: string
}

export interface QueueRow {
  key: string
  name: string
  group: "look" | "clean" | "returned" | "missing" | "accepted"
  note: string
  waited: string
  mark: string
  mark_label: string
  state: string
  revision: number
  sent: string
}

export interface CleanReport {
  key: string
  name: string
  why: string
  revision: number
}

export interface Undoable {
  number: number
  text: string
}

export interface MonthLock {
  month: string
  text: string
  may_reopen: boolean
  today: string
  longest: string
}

export interface BacklogRow {
  code: string
  name: string
  coordinator: string
  waiting: number
  ages: number[]
  oldest: string
  is_here: boolean
}

export interface LentCluster {
  person: number
  cluster: string
  begins: string
  ends: string
  text: string
}

export interface Backlog {
  ages: string[]
  rows: BacklogRow[]
  people: [string, string][]
  clusters: [string, string][]
  lent: LentCluster[]
  today: string
}

export interface ReviewQueue {
  title: string
  about: string
  groups: QueueGroup[]
  rows: QueueRow[]
  clean: CleanReport[]
  undo: Undoable | null
  whose: [string, string][]
  chosen: string
  months: [string, string][]
  month: string
  empty: string
  open: string
  lock: MonthLock
  backlog: Backlog | null
}

export interface FigureRow {
  label: string
  now: string
  before: string
  year_before: string
  expected: string
  low: number
  high: number
  places: (number | null)[]
  is_outside: boolean
  is_marked: boolean
}

export interface ActivityRow {
  day: string
  title: string
  kind: number
  kind_label: string
  families: string
  adults: string
  method: string
  answers: string
  marks: string[]
  under: string
  is_cancelled: boolean
}

export interface LookAt {
  head: string
  rest: string
}

export interface ChangedCell {
  place: string
  what: string
  before: string
  after: string
}

export interface Changed {
  title: string
  cells: ChangedCell[]
}

export interface ReadyComment {
  code: string
  label: string
  english: string
  spanish: string
  is_found: boolean
}

export interface ReturnForm {
  comments: ReadyComment[]
  begun: string
  one: string
  two: string
  ended: string
  begun_spanish: string
  one_spanish: string
  two_spanish: string
  ended_spanish: string
  reads: string
  mends: string
}

export interface ReportPanel {
  key: string
  name: string
  state: string
  state_label: string
  revision: number
  sentence: string
  about: string
  chips: string[]
  heads: string[]
  peers: string
  figures: FigureRow[]
  held: string
  activities: ActivityRow[]
  said: [string, string][]
  looks: LookAt[]
  clean: string
  news: string[]
  history: [string, string][]
  changed: Changed | null
  comes_back: ReturnForm
  returned_with: string
  refusal: string
  locked: string
  school_page: string
}

export interface ContactFields {
  on: string
  channel: string
  purpose: string
  result: string
  finding: string
  note: string
  next_step: string
  due: string
}

export interface OpenStep {
  key: string
  text: string
  due: string
  when: string
  mark: "" | "today" | "overdue"
}

export interface SchoolThere {
  id: string
  name: string
}

export interface ContactPart {
  id: string
  name: string
  tier: string
  tier_label: string
  draft: string
  refusal: string
  corrects: string
  lead: string
  from_step: string
  today: string
  day: string
  first_day: string
  ahead_from: string
  by: string
  fields: ContactFields
  closes: string[]
  channels: [string, string][]
  purposes: string[]
  results: Record<string, [string, string][]>
  findings: [string, string][]
  next_steps: string[]
  follows: Record<string, string>
  after_no_answer: string
  picks: [string, string][]
  steps: OpenStep[]
  last: EntryLine[]
  next: SchoolThere | null
}

export interface StepRow {
  key: string
  text: string
  due: string
  when: string
  mark: "" | "today" | "overdue"
  school: string
  name: string
  address: string
  by: string
}

export interface StepGroup {
  code: "overdue" | "today" | "coming" | "undated"
  title: string
  rows: StepRow[]
}

export interface EndedRow {
  key: string
  name: string
  text: string
  when: string
}

export interface StepsList {
  groups: StepGroup[]
  ended: EndedRow[]
  none: string
  feed: string
  may_feed: boolean
  until: string
  snoozes: [string, string][]
}

export interface VisitRow {
  id: string
  name: string
  address: string
  about: string
  tier: string
  tier_label: string
  why: string
  aside: string
  waited: string
  share: number
  last: string
  tried: [string, string][]
  tried_text: string
  day: string
  is_agreed: boolean
  may_swap: boolean
}

export interface DayCell {
  day: string
  label: string
  name: string
  is_past: boolean
  now: string
}

export interface VisitsPart {
  answer: string
  room: number
  order: "need" | "wait"
  leaves_out: boolean
  visited: number
  added: string[]
  travel: string[]
  chosen: VisitRow[]
  below: VisitRow[]
  cut: string
  cut_next: string
  days: DayCell[]
  weekdays: string[]
  title: string
  agreed: string
  how: [string, string][]
  if_it_were: [string, string][]
  past: string
  adds: string
  none: string
  plan: string
  plan_text: string
}

export interface OfficeRow {
  name: string
  clusters: string
  extra: string
  check_in: string
  planned: string
  made: string
  without: string
  is_short: boolean
}

export interface OfficePart {
  rows: OfficeRow[]
  note: string
}

export interface SupportPart {
  steps: StepsList | null
  visits: VisitsPart | null
  office: OfficePart | null
  draft: string
}

export interface Stop {
  id: string
  name: string
  tier: string
  tier_label: string
  sentence: string
  step: string
}

export interface MeetingPart {
  cluster: string
  clusters: [string, string][]
  title: string
  day: string
  by: string
  stops: Stop[]
  at: string
  skips_steady: boolean
  begun: string
  today: string
  next_steps: string[]
  ahead_from: string
  week: string
  channels: [string, string][]
  draft: string
  leave: string
  none: string
}

export interface MonthBar {
  name: string
  letter: string
  mark: string
  told: string
  held: number | null
  alike: number | null
}

export interface TriedLine {
  channel: string
  label: string
  date: string
  text: string
}

export interface MeetingSchool {
  id: string
  name: string
  about: string
  tier: string
  tier_label: string
  sentence: string
  aside: string
  months: MonthBar[]
  reasons: ReasonLine[]
  tried: TriedLine[]
  steps: OpenStep[]
  similar: SimilarCard | null
  log: string
  refusal: string
}

export interface PracticeFigure {
  value: string
  label: string
}

export interface PracticeTexts {
  title: string[]
  aim: string[]
  what_was_done: string[]
  materials: string[]
  how_it_went: string[]
}

export interface PracticeRow {
  id: number
  version: number
  group: string
  state: string
  type: number
  type_name: string
  year: string
  goal: string
  fits: string[]
  counted: string
  title: string
  line: string
  school: string
  is_own: boolean
  about: string
  beside: string
  figures: PracticeFigure[]
  said: string
  news: string
  texts: PracticeTexts
  may: string[]
  log: string
  draft: string
  search: string
}

export interface PracticeChoices {
  years: string[]
  levels: [string, string][]
  goals: [string, string][]
  types: [number, string][]
  counted: [string, string][]
  groups: [string, string][]
}

export interface PracticeLook {
  group: string
  year: string
  level: string
  goal: string
  types: number[]
  counted: string[]
  search: string
}

export interface PracticesPart {
  rows: PracticeRow[]
  choices: PracticeChoices
  look: PracticeLook
  schools: [string, string][]
  year: string
  none: string
  opened: number
}

export interface SharedActivity {
  month: string
  id: string
  title: string
  about: string
}

export interface SharedActivities {
  school: string
  rows: SharedActivity[]
  none: string
}

export interface DisputeLine {
  id: number
  about: string
  said: string
  reason: string
  answer: string
  answered: string
  may_answer: boolean
  may_take_back: boolean
}

export interface DisputesPart {
  school: string
  month: string
  lines: DisputeLine[]
  options: [string, string][]
  of_list: string
  draft: string
}

export interface PlanSchool {
  id: string
  name: string
  state: string
  group: "waits" | "own" | "other"
}

export interface PlanMonth {
  code: string
  label: string
  name: string
  is_now: boolean
}

export interface PlanRow {
  id: string
  title: string
  type: number
  state: "done" | "late" | "open" | "unknown" | "later"
  state_label: string
  about: string
  at: number
  done_at: number
  is_told: boolean
  may_undo: boolean
}

export interface PlanGroup {
  goal: string
  about: string
  rows: PlanRow[]
}

export interface PlanTaken {
  id: string
  text: string
}

export interface PlanWaiting {
  id: string
  type: number
  title: string
  about: string
  month: string
  move: string
}

export interface PlanType {
  type: number
  name: string
  own: number
  usual: number | null
  label: string
}

export interface PlanExample {
  title: string
  type: number
  about: string
}

export interface PlanChoices {
  goals: [string, string][]
  types: [number, string][]
  roles: [string, string][]
}

export interface PlanPart {
  school: string
  year: string
  schools: PlanSchool[]
  years: string[]
  state: string
  state_label: string
  version: string
  note: string
  note_by: string
  why_not: string
  may: string[]
  may_log: boolean
  months: PlanMonth[]
  now: number | null
  groups: PlanGroup[]
  taken: PlanTaken[]
  waiting: PlanWaiting[]
  wait_text: string
  compared: string
  types: PlanType[]
  left_out: string[]
  examples: PlanExample[]
  moves: string[]
  choices: PlanChoices
  next_label: string
  to_copy: number
  last_year: string
  draft: string
}

export interface PlanTyped {
  title: string
  goal: string
  type: number
  month: string
  in_charge: string
}

export interface TrainingTyped {
  held_on: string
  topic: string
  hours: string
  came: Record<string, string>
}

export interface TrainingRow {
  id: string
  topic: string
  about: string
  counted: string
  own: string
  came: [string, string][]
  said: string
  typed: TrainingTyped
}

export interface PlannedTraining {
  id: string
  topic: string
  about: string
  expected: string
  schools: string[]
  past: string
  all_came: string
  said: string
  typed: TrainingTyped
}

export interface TrainingSchool {
  id: string
  name: string
  last: string
  address: string
  may_log: boolean
}

export interface TrainingCluster {
  name: string
  is_own: boolean
  schools: TrainingSchool[]
}

export interface TrainingPart {
  years: string[]
  year: string
  rows: TrainingRow[]
  none: string
  planned: PlannedTraining[]
  schools: TrainingCluster[]
  without: TrainingCluster[]
  without_title: string
  all_came: string
  beside_list: string
  may_write: boolean
  usual: TrainingTyped
  until: string
  draft: string
}

export interface ProgrammeLine {
  step: string
  name: string
  reached: string
  since: string
  on: string
  version: number
  told: [string, string][]
}

export interface ProgrammePart {
  school: string
  about: string
  lines: ProgrammeLine[]
  may_write: boolean
  usual: string
  until: string
  note: string
  draft: string
}
