// What the components get from the server and send back, by component: their parameters and messages. The data in them
// are in types.d.ts, which is made from Python; here they get the names that scripts use.
import type {
  ContactFields,
  EntryLine,
  Found,
  HeldDecision,
  OpenStep,
  PersonFields,
  PlanTyped,
  PracticeLook,
  PracticeTexts,
  ReasonLine,
  SmallerLine,
  TrainingTyped,
  VisitsPart,
  Vocabulary,
} from "./types.d.ts"

export type {
  AccessAsked,
  ActivitiesCard,
  ActivityLine as Activity,
  ActivityRow,
  AnswersCard,
  Backlog,
  BacklogRow,
  Bars,
  ByHandPart as ByHandSchool,
  CareLine,
  CareNote,
  Changed,
  ChangePart as Change,
  ChangeRow,
  CheckedPart as Checked,
  ClusterBlock as Cluster,
  ClusterRow,
  ClustersPart as Clusters,
  Compared,
  ComparedPart as ComparedWith,
  ComparePart,
  ContactLine as Contact,
  ContactPart as ContactForm,
  CoordinatorLine,
  DayStrip,
  DecisionForm,
  DisputeLine,
  DisputesPart,
  EndedRow as EndedStep,
  EntryLine as Entry,
  Facts as HomeFacts,
  Field as OwnField,
  FieldNow,
  FigureLine,
  FigureRow,
  HeatCell,
  HeatPart as Heat,
  HeatRow,
  HeldActivity,
  HeldDecision as Decision,
  HomePart as Home,
  Interval,
  Link as HomeLink,
  LogCard,
  LogLine,
  MeetingPart as Meeting,
  MeetingSchool,
  MonthBar,
  MonthLine,
  MonthLock,
  MonthTotals,
  MonthWords as Month,
  NeedRow,
  NeedsPart as Needs,
  NewsLine,
  NextPart,
  OddField,
  OfficePart as OfficePlan,
  Option as ReportOption,
  OurSchoolPart,
  PageHead,
  PeoplePart,
  PersonFields,
  PersonLine,
  PersonPanel,
  PlanCard,
  PlanChoices,
  PlanExample,
  PlanGroup,
  PlanLine,
  PlanMonth,
  PlannedTraining,
  PlanPart,
  PlanRow,
  PlanSchool,
  PlanTaken,
  PlanType,
  PlanTyped,
  PlanWaiting,
  PracticeLook,
  PracticeRow,
  PracticesPart,
  PracticeTexts,
  ProgrammeLine,
  ProgrammePart,
  ProofsPart as Proofs,
  ProofTable,
  ProposalShown as Proposal,
  QualityPart as Count,
  Question as CheckedQuestion,
  QueueRow,
  RecordPart as RecordDetail,
  ReportAnswer,
  ReportPanel,
  ReportPart,
  ReviewPart as Review,
  ReviewQueue,
  ReviewRow,
  RulesNews,
  RulesShown,
  SaidLine,
  SchoolLink,
  SchoolMoved as MovedSchool,
  SchoolPagePart,
  SchoolRow as School,
  SchoolStaying as Staying,
  SectionCell,
  SectionGroup,
  SectionPart,
  SectionRow,
  SectionTable,
  SessionLine,
  SharedActivities,
  SimilarCard,
  SincePart as Since,
  Slider as SliderRule,
  StaffGroup,
  StaffPart,
  StaffRow,
  StaffSchool,
  StepLine as AgreedStep,
  StepRow as SupportStep,
  StepsList as StepsShown,
  StepsPart as Steps,
  Stop,
  StoryCard,
  StoryLine,
  SupportPart as Support,
  Switch as SwitchRule,
  TierCount,
  TierWords as Tier,
  Tile,
  ToDecide,
  ToDo,
  ToDoLine,
  TrainingCluster,
  TrainingPart,
  TrainingRow,
  TrainingSchool,
  TrainingTyped,
  TypeLine,
  TypesCard,
  TypesPart as Types,
  VisitRow,
  VisitsPart as VisitsShown,
  Vocabulary,
  WhatIfEffect as Effect,
  WhyPart as WhyDetail,
  WordsTable as WordTable,
  YearPart,
} from "./types.d.ts"
export type ColumnName = Vocabulary["columns"][number]
/** One line of the reasons: a gap, a strength, or all smaller ones together. */
export type Line = SmallerLine & Partial<Pick<ReasonLine, "strength" | "evidence" | "disputed">>

// ---------------------------------------------------------------- what several components read
/** By code of a month's mark: its words. */
export type Marks = Record<string, string>

interface SchoolsParameters {
  /** JSON of School[]. */
  schools: string
  /** JSON of Vocabulary. */
  vocabulary: string
  shown: string[]
  selected: string
}

// ---------------------------------------------------------------- triage/school_list
/** By month; null: a month without a report. check: places of months whose families are to be checked. */
export interface Spark {
  activities: (number | null)[]
  reach: (number | null)[]
  check?: number[]
}

export interface ListParameters extends SchoolsParameters {
  /** JSON of Spark by school id. */
  sparks: string
  /** What a school says is wrong, in words, by its id. */
  disputed: Record<string, string>
  kind: string
  sort: string
}

export type ListMessage = {open: string} | {sort: string}

// ---------------------------------------------------------------- triage/months_picture
export interface PictureParameters extends SchoolsParameters {
  /** JSON of Cluster[]. */
  clusters: string
  /** JSON of MonthTotals, or null. */
  totals: string
}

export type PictureMessage = {open: string}

// ---------------------------------------------------------------- parts/in_place
export type InPlaceParameters = Record<string, never>
export type InPlaceMessage = {go: string}

// ---------------------------------------------------------------- parts/proof_table
// ---------------------------------------------------------------- parts/chart_head
export interface ChartHeadParameters {
  title: string
  level: number
  unit: string
  sentence: string
  /** JSON of ProofTable or null. */
  table: string
  figure: string
  section: string
  opened: boolean
  /** JSON of [code, label][]. */
  options: string
  option: string
  label: string
}

export type ChartHeadMessage = {opened: boolean} | {option: string}

// ---------------------------------------------------------------- school/school_detail: part "why"
// ---------------------------------------------------------------- school/school_detail: part "record"
export interface DetailParameters {
  /** JSON of WhyDetail or RecordDetail, or null. */
  detail: string
  /** JSON of Proofs, or null. */
  proofs: string
  vocabulary: string
  part: "why" | "record"
}

export type DetailMessage = {close: 1}

// ---------------------------------------------------------------- school/by_hand
export interface ByHandParameters extends DayParameters {
  /** JSON of ByHandSchool or null. */
  school: string
  answer: {count?: number; refusal?: string}
}

export interface Typed {
  kind: string
  on: boolean
  until: string
  note: string
}

/** What waits to be saved; `wasSent`: nobody knows whether it is kept already. */
export type Draft = Typed & {wasSent?: boolean}

/** A decision in its place of the list: it holds, was ended here a moment ago, or is not there any more. */
export interface StandingLine {
  decision: HeldDecision
  is: "held" | "ended" | "gone"
}

export type ByHandMessage = DayMessage | {save: Typed & {school: string}} | {end: number} | {undo: number}

// ---------------------------------------------------------------- rules/what_if
export interface SaveAnswer {
  turn: number
  saved?: string
  problem?: string
}

export interface WhatIfParameters {
  /** JSON of RulesShown or null. */
  rules: string
  /** JSON of RulesNews or null. */
  news: string
  may: "save" | "propose" | ""
  stands: boolean
  draft: string
  refusal: string
  /** JSON of Effect and the number of its try, or of a problem. */
  effect: string
  /** JSON of SaveAnswer. */
  answer: string
}

export type MovedRules = Record<string, number | boolean | null>

export interface RulesTyped {
  name: string
  from: string
  note: string
}

/** What waits to be saved: of what was typed only what the person gave. */
export interface RulesDraft {
  moved: MovedRules
  typed: RulesTyped
  isOpen: boolean
}

/** A change of the rules, or of what is proposed. */
export type Asked =
  | ({save: MovedRules} & RulesTyped)
  | {propose: MovedRules; name: string; note: string}
  | {accept: number}
  | {decline: number; note: string}
  | {take_back: number}
  | {undo: number}

export type WhatIfMessage = {open: 1} | {try: MovedRules; moving: boolean; turn: number} | (Asked & {turn: number})

// ---------------------------------------------------------------- method/tables
export interface TablesParameters {
  /** JSON of WordTable[]. */
  tables: string
}

// ---------------------------------------------------------------- our_school/our_school
export interface OwnParameters {
  /** JSON of OurSchoolPart or null. */
  school: string
}

/** By the word of a field: the code chosen. */
export type OwnMessage = {choose: Record<string, string>}

// ---------------------------------------------------------------- home
export interface WorkParameters {
  /** JSON of HomePart or null. */
  part: string
  is_comparing: boolean
}

/** Somebody asks for a comparison of the kept totals with the reports. */
export type WorkMessage = {compare: true}

// ---------------------------------------------------------------- people
export interface PeopleParameters {
  /** JSON of StaffPart. */
  people: string
  /** JSON of PersonPanel, or null. */
  person: string
  answer: PeopleAnswer
}

/** The answer to the last change; `link` is there once, `until` says how long it holds. */
export interface PeopleAnswer {
  count?: number
  refusal?: string
  said?: string
  link?: string
  until?: string
}

export interface PeopleLook {
  by: "person" | "school"
  group: string
  search: string
}

/** One change of somebody, or the person or the part of the list that is looked at. */
export type PeopleMessage =
  | {open: number}
  | {look: PeopleLook}
  | {add: PersonFields & {login: string}}
  | {save: number; fields: PersonFields; seen: PersonFields}
  | {give: number; key: string; begins: string; ends: string}
  | {end: number; key: string; begins: string; ends: string; on: string}
  | {close: number}
  | {reopen: number}
  | {invite: number}
  | {sign_out: number}
  | {end_sign_in: number}
  | {put_away: number}

// ---------------------------------------------------------------- audit
export interface AuditParameters {
  /** JSON of AuditPart. */
  log: string
}

/** Which lines are looked for, or the older ones of those. */
export type AuditMessage = {look: {person: string; action: string; subject: string; since: string; until: string}} | {more: true}

// ---------------------------------------------------------------- report
export interface ReportParameters {
  /** JSON of ReportPart, or null. */
  report: string
  /** JSON of FieldNow[]. */
  fields: string
  /** JSON of CheckedPart, or null. */
  checked: string
  /** JSON of DraftAnswer. */
  answer: string
}

/** What one field of a draft holds: as it was typed, chosen or ticked. */
export type DraftValue = string | number | boolean | string[] | null

/** A field on screen, and how it says what the draft says. */
export interface FormField {
  element: HTMLElement
  show(value: DraftValue): void
}

/** A field that is typed and not saved: the version it was made on, the save it went with, and of which draft it is. */
export interface WaitingField {
  value: DraftValue
  seen: number
  sent: string
  draft: string
  based_on: number
}

/** A field as the office has it, and who saved it. */
export interface StandingField {
  path: string
  value: DraftValue
  version: number
  person: string
  when: string
}

/** The answer to one message, by its operation. */
export interface DraftAnswer {
  count?: number
  kind?: "save" | "begin" | "send" | "discard" | "look"
  op?: string
  refusal?: string
  is_over?: boolean
  said?: string
  draft?: string
  version?: number
  at?: string
  saved?: Record<string, number>
  differs?: StandingField[]
  others?: StandingField[]
}

interface OfReport {
  op: string
  school: string
}

export type ReportMessage =
  | {
      save: OfReport & {
        draft: string
        based_on: number
        known: number
        fields: {path: string; value: DraftValue; seen: number; sent: string}[]
        check: boolean
      }
    }
  | {begin: OfReport}
  | {send: OfReport & {draft: string; version: number; over: number}}
  | {discard: OfReport & {draft: string}}
  | {look: OfReport & {draft: string; known: number}}
  | {choose: {school: string; month: string}}
// ---------------------------------------------------------------- importing
export interface ImportParameters {
  /** JSON of ImportPart. */
  part: string
  /** JSON of UploadPart. */
  upload: string
  /** Bytes of the files on their way that have arrived. */
  received: number
  answer: ImportAnswer
}

/** The answer to the last thing somebody did; `go`: the files may be sent. */
export interface ImportAnswer {
  count?: number
  refusal?: string
  said?: string
  go?: string
}

/** One cell; value null: as the file has it again. */
export interface CellCorrected {
  file: string
  row: number
  column: string
  value: string | null
}

/** One thing somebody does with files, their columns, or the imports so far. */
export type ImportMessage =
  | {pick: {name: string; size: number}[]}
  | {piece: string}
  | {look: true}
  | {layout: string}
  | {allow: string[]}
  | {correct: CellCorrected}
  | {match: true}
  | {save_matching: {name: string; files: {file: string; table: string; columns: Record<string, string>}[]}}
  | {import: true}
  | {undo: number}
  | {clear: true}
// ---------------------------------------------------------------- review
export interface ReviewParameters extends DayParameters {
  /** JSON of ReviewQueue. */
  queue: string
  /** JSON of ReportPanel[]. */
  reports: string
  answer: ReviewAnswer
}

/** The answer to a decision, by the number it was sent under. */
export interface ReviewAnswer {
  count?: number
  operation?: string
  refusal?: string
  said?: string
}

/** A report as it is seen here when somebody decides about it. */
export interface SeenHere {
  key: string
  revision: number
}

/** What is decided, without its number. */
export type ReviewDecision =
  | {accept: SeenHere[]}
  | {give_back: SeenHere & {text: string; spanish: boolean; codes: string[]}}
  | {put_back: SeenHere & {state: string}}
  | {undo: number}
  | {unlock: {month: string; until: string; reason: string}}
  | {lend: {person: number; cluster: string; begins: string; ends: string}}
  | {end_lent: {person: number; cluster: string; begins: string; ends: string; on: string}}

export type ReviewMessage =
  | DayMessage
  | {open: string[]}
  | {look: {cluster?: string; month?: string}}
  | (ReviewDecision & {operation: string})

/** What is typed about one report and not sent yet. */
export interface ReturnDraft {
  text: string
  codes: string[]
  spanish: boolean
  /** Was the text changed by hand? */
  isTyped: boolean
}

// ---------------------------------------------------------------- parts/typed_day
/** The day that was meant by a text, and the same in words; or why none was understood. */
export interface DayParameters {
  day_read: {count?: number; operation?: string; day?: string; said?: string; refusal?: string}
}

export type DayMessage = {day: string; ahead: boolean; operation: string}

// ---------------------------------------------------------------- support/contact
export interface ContactParameters extends DayParameters {
  /** JSON of ContactForm, or null. */
  part: string
  here: string
  answer: ContactAnswer
}

/** `entry` was saved, or the entry of the number `taken` was taken back. */
export interface ContactAnswer {
  count?: number
  operation?: string
  refusal?: string
  entry?: EntryLine
  taken?: string
}

/** A next step as it was seen. */
export type StepSeen = Pick<OpenStep, "key" | "due">
export type ContactTyped = ContactFields & {closes: StepSeen[]}

/** What waits to be saved; sent again under the same operation it is kept once. */
export interface ContactDraft {
  typed: ContactTyped
  operation: string
  wasSent?: boolean
}

export type ContactMessage =
  | {open: string; correct: string}
  | {save: ContactTyped & {school: string; corrects: string}; operation: string}
  | {take_back: string; operation: string}
  | DayMessage

// ---------------------------------------------------------------- support/support
export interface SupportParameters extends DayParameters {
  /** JSON of Support, or null. */
  part: string
  answer: SupportAnswer
}

/** The answer to the last change; `link` is there once. */
export interface SupportAnswer {
  count?: number
  operation?: string
  said?: string
  refusal?: string
  link?: string
}

/** How many visits, in which order, whom to leave out, and who was swapped in. */
export type VisitsLook = Pick<VisitsPart, "room" | "order" | "leaves_out" | "added" | "travel">

export type SupportChange =
  | {done: StepSeen; outcome: string}
  | {snooze: StepSeen; until: string; reason: string}
  | {reopen: string}
  | {plan: {school: string; on: string}[]}
  | {take_back: string}
  | {make_feed: true}
  | {revoke_feed: true}

export type SupportMessage = {look: VisitsLook} | DayMessage | (SupportChange & {operation: string})

// ---------------------------------------------------------------- meeting/meeting
export interface MeetingParameters extends DayParameters {
  /** JSON of Meeting, or null. */
  meeting: string
  /** JSON of MeetingSchool, or null. */
  school: string
  answer: MeetingAnswer
}

/** The answer to the last note: the contact it became, and when. */
export interface MeetingAnswer {
  count?: number
  operation?: string
  school?: string
  contact?: string
  at?: string
  refusal?: string
}

export interface MeetingTyped {
  note: string
  next_step: string
  due: string
  closes: StepSeen[]
}

/** A school's note in this tab; saved, sent: what was typed then, as JSON; contact: what it became. */
export interface NoteKept {
  typed: MeetingTyped
  saved: string
  sent?: string
  contact: string
  at: string
  operation: string
  refusal: string
}

export type MeetingMessage =
  | DayMessage
  | {go: string; skips: boolean}
  | {note: MeetingTyped & {school: string; corrects: string; channel: string}; operation: string}
// ---------------------------------------------------------------- school/disputes
export interface DisputesParameters {
  /** JSON of DisputesPart, or null. */
  school: string
  is_card: boolean
  answer: {count?: number; refusal?: string; said?: string}
}

/** Something is said to be wrong, answered or taken back; each bears a number of its own. */
export type DisputesMessage = (
  | {say: {school: string; about: string; reason: string}}
  | {reply: number; is_agreed: boolean | null; text: string}
  | {take_back: number}
) & {operation?: string}

// ---------------------------------------------------------------- practices
export interface PracticesParameters {
  /** JSON of PracticesPart. */
  practices: string
  /** JSON of SharedActivities, or null. */
  activities: string
  answer: PracticesAnswer
}

/** The answer to the last change; `id` the practice that it made, `version` which is to come. */
export interface PracticesAnswer {
  count?: number
  refusal?: string
  said?: string
  id?: number
  version?: number
}

/** What somebody types about a practice. */
export type PracticeTyped = Record<keyof PracticeTexts, string>

/** Each change bears a number of its own, drawn by the page, so that one sent twice is made once. */
export type PracticeChange =
  | {mark: {school: string; month: string; activity: string; ask: string}}
  | {write: number; texts: PracticeTyped; seen: PracticeTyped}
  | {publish: number; version: number}
  | {ask: number; version: number; note: string}
  | {take_back: number; version: number; note: string}
export type PracticesMessage = {look: PracticeLook} | {activities: string} | (PracticeChange & {operation: string})

// ---------------------------------------------------------------- plan
export interface PlanParameters {
  /** JSON of PlanPart, or null. */
  plan: string
  /** JSON of PlanTyped by the number of the step. */
  steps: string
  answer: PlanAnswer
}

/** The answer to the last change; `step` the one that it was about. */
export interface PlanAnswer {
  count?: number
  kind?: string
  refusal?: string
  said?: string
  step?: string
}

/** Each change bears a number of its own, drawn by the page, so that one sent twice is made once. */
export type PlanChange =
  | {change: "begin"; copies: boolean}
  | {change: "save"; step: string; typed: PlanTyped; seen: PlanTyped}
  | {change: "remove"; step: string; seen: PlanTyped}
  | {change: "drop"; step: string; seen: PlanTyped; reason: string}
  | {change: "start_next"}
  | {change: "undo"; step: string}
  | {change: "submit" | "accept" | "take_back"; version: string}
  | {change: "give_back"; version: string; note: string}
export type PlanMessage = {choose: {school: string; year: string}} | (PlanChange & {school: string; year: string; operation: string})

// ---------------------------------------------------------------- training
export interface TrainingParameters extends DayParameters {
  /** JSON of TrainingPart. */
  training: string
  answer: TrainingAnswer
}

/** The answer to the last change; `id` the session it is about, `put_back` one that can be put back. */
export interface TrainingAnswer {
  count?: number
  refusal?: string
  said?: string
  id?: string
  put_back?: string
}

/** A session by its number, as it was typed and as it stood when the writing began. */
export interface TrainingChange {
  id: string
  typed?: TrainingTyped
  seen?: TrainingTyped
}
type NumberedTraining = TrainingChange & {operation: string}
export type TrainingVerb = "save" | "take_back" | "put_back" | "plan" | "hold" | "drop"
export type TrainingMessage = DayMessage | {year: string} | {[verb in TrainingVerb]?: NumberedTraining}

// ---------------------------------------------------------------- reminders
export interface RemindersParameters {
  /** JSON of RemindersPart, or null. */
  part: string
  answer: RemindersAnswer
}

/** The answer to the last thing somebody did; `lines`: who could not be written to, and why. */
export interface RemindersAnswer {
  count?: number
  refusal?: string
  said?: string
  lines?: string[]
}

/** What is looked at, which schools are chosen, and what is done for them. `operation`: drawn anew for each thing done. */
export type RemindersMessage =
  | {look: Record<string, string>}
  | {choose: {schools: string[]}}
  | {mark: {schools: string[]; way: "mail" | "phone"; operation: string}}
  | {send: {schools: string[]; again: boolean; operation: string}}

// ---------------------------------------------------------------- school_page/programme_steps
export interface ProgrammeParameters extends DayParameters {
  /** JSON of ProgrammePart, or null. */
  steps: string
  answer: {count?: number; refusal?: string; said?: string}
}

/** A step as it is written; `seen`, `version`: as it stood when the writing began. */
export interface StepWritten {
  school: string
  step: string
  note: string
  seen: string
  version: number
}
export type ProgrammeMessage =
  | DayMessage
  | {write: StepWritten & {on: string}; operation: string}
  | {take_back: StepWritten; operation: string}

// ---------------------------------------------------------------- school_page/school_page
export interface SchoolPageParameters {
  /** JSON of SchoolPagePart or null. */
  school: string
}

/** By the word of a field: the code chosen. */
export type SchoolPageMessage = {choose: Record<string, string>}

// ---------------------------------------------------------------- trends
export interface HeadlineParameters {
  /** JSON of {tiles: Tile[], tiers: TierCount[], compared: ComparedPart | null} or null. */
  part: string
}

/** The code of the figure that is chosen, or what is set beside each other. */
export type HeadlineMessage = {choose: string} | {compare: string}

export interface PartParameters {
  /** JSON of what a card shows, or null. */
  part: string
}

export interface SectionParameters extends PartParameters {
  title: string
  /** What is shown is not what the filters ask for by now. */
  is_stale: boolean
}

/** Whether the section is in sight, or about to be. */
export type SectionMessage = {seen: boolean}

/** Nothing is said back. */
export type PartMessage = Record<string, never>

// ---------------------------------------------------------------- shell/frame
export interface FrameParameters {
  /** JSON of FrameWords. */
  said: string
  vocabulary: string
  found: Found
  is_rest_coming: boolean
  are_charts_coming: boolean
  is_newer_there: boolean
}

export type FrameMessage = {address: string} | {find: string} | {open: string} | {close: true} | {renew: true}
