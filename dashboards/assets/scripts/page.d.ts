// What the scripts share with each other and with what stands around them: Panel, Bokeh and the page. The shapes of
// what the server sends are in shapes.d.ts and types.d.ts.

import type {DayParameters} from "./shapes.d.ts"

// ---------------------------------------------------------------- drawing
export type Elements = Omit<HTMLElementTagNameMap, "title"> &
  Pick<SVGElementTagNameMap, "svg" | "path" | "rect" | "circle" | "g" | "text" | "title">
export type Child = Node | string | null | undefined | false
export type Attributes = Record<string, string | number | boolean | null | undefined>

/** A path inside the box x, y, width, height. */
export type Shape = (x: number, y: number, w: number, h: number) => string
export type Look = [Shape, Attributes]

export interface MarkSize {
  width: number
  height: number
  /** From the left edge of one mark to the next one's. */
  pitch: number
  top?: number
  rowHeight?: number
}

// ---------------------------------------------------------------- language
/** By English text: what this language says, or what it says by plural category. */
export type Texts = Record<string, string | Record<string, string>>
export type Values = Record<string, string | number>

export interface Spoken {
  language: string
  texts: Texts
  plurals: Intl.PluralRules
  numbers?: Intl.NumberFormat
}

// ---------------------------------------------------------------- Panel and Bokeh
/** A component's model as Panel hands it to `render`: its parameters, and a line to the server. */
export type Model<Parameters, Message> = Parameters & {
  on(event: (keyof Parameters & string) | "remove", react: () => void): void
  send_msg(message: Message): void
}

export interface Drawing<Parameters, Message> {
  model: Model<Parameters, Message>
  el: HTMLElement
  view: {model: {id: string; document: BokehDocument}}
}

/** What a component has drawn, and how it draws itself again from its model. */
export interface Drawn<Parameters, Message> {
  model: Model<Parameters, Message>
  element: HTMLElement
  /** All of it, or as much as `rows` rows; `more` then adds the rest. */
  draw(rows?: number): void
  more?(): void
}

/** Where the page's first component stands; `data-early` until it is taken over, `data-taken` says by which model. */
export interface FirstPlace extends HTMLElement {
  standing?: {
    drawn: Drawn<Record<string, unknown>, Record<string, unknown>>
    standIn: {data: Record<string, unknown>; kept: Record<string, unknown>[]}
  }
}

export interface BokehModel {
  type: string
  change: {emit(): void}
}

export interface BokehView {
  el: HTMLElement
  export(type: "png", hidpi: boolean): {canvas: HTMLCanvasElement}
}

export interface BokehDocument {
  all_models: Iterable<BokehModel>
  config: {setv(values: Record<string, unknown>, options: {sync: boolean}): void}
  views_manager?: {find_one(model: BokehModel): BokehView | null}
  get_model_by_name(name: string): BokehModel | null
  on_event(name: string, react: () => void): void
}

// ---------------------------------------------------------------- the page
/** The page's door for components; a component that stands elsewhere, as in a notebook, finds none. */
export interface Door {
  /** Tell a screen reader. */
  say(words: string): void
  /** Where the keyboard is, through shadow roots. */
  focused(): Element | null
  /** Is somebody typing in a field? */
  writing(): boolean
  /** Open a drawer by name; "" closes it. */
  drawer(name: string): void
  /** The school that is open by the server's word, "" for none. */
  settleSchool(opened: string): void
  /** What was asked for before the drawer of contacts was there; null: nothing. */
  takeAskedContact(): LogContact | null
}

/** What somebody has just opened, as far as it is known before the server answers. */
export interface OpenedSchool {
  name: string
}

/** The school a contact is to be logged at; correct, undo: an entry to be corrected or taken back. */
export interface LogContact {
  school: string
  correct?: string
  undo?: string
}

/** By school id: what moved rules would do to it. */
export type Hints = Record<string, string>

/** Is anything typed in the forms of this page and not saved, and would it be there again after a reload? */
export interface TypedAnywhere {
  isTyped: boolean
  isKept: boolean
  /** All of it stands there again by itself, so that nobody has to be asked. */
  comesBack: boolean
}

declare global {
  interface Window {
    partnership?: Door
    Bokeh?: {documents: BokehDocument[]}
  }
  interface WindowEventMap {
    "what-if-hints": CustomEvent<Hints>
    "school-opened": CustomEvent<OpenedSchool | null>
    "what-is-typed": CustomEvent<TypedAnywhere>
    "log-contact": CustomEvent<LogContact>
    /** Somebody asks for the card of the programme's steps. */
    "show-steps": CustomEvent<undefined>
    /** Which day was meant by what somebody typed. */
    "day-read": CustomEvent<DayParameters["day_read"]>
    /** An address of this page that somebody chose inside a component. */
    go: CustomEvent<string>
  }
  var partnershipSpoken: Spoken | undefined
}
