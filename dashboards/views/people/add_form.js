// The form to add a person. What is typed stays until it is kept.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {AccessAsked, PeopleMessage} from "../../assets/scripts/shapes.d.ts" */

/** @typedef {{send: (message: PeopleMessage) => void, close: () => void}} Acts */

/**
 * @param {string} label
 * @param {HTMLElement} field
 * @param {string} [hint]
 */
export const labelled = (label, field, hint = "") => make("label", {}, label, field, hint ? make("small", {}, hint) : null)

/** @param {[string, string][]} roles */
export const roleOptions = roles => roles.map(([code, label]) => make("option", {value: code}, label))

export class AddForm {
  login = make("input", {class: "in", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 40, required: true})
  first = make("input", {class: "in", autocomplete: "off", maxlength: 100, required: true})
  role = make("select", {class: "in"})
  email = make("input", {class: "in", type: "email", autocomplete: "off", maxlength: 254})
  phone = make("input", {class: "in", type: "tel", autocomplete: "off", maxlength: 40})
  save = make("button", {type: "submit", class: "btn pri"}, gettext("Add"))
  refused = make("p", {class: "refused", role: "alert", hidden: true})

  /**
   * @param {[string, string][]} roles
   * @param {Acts} acts
   */
  constructor(roles, acts) {
    const close = make("button", {type: "button", class: "bare", "aria-label": gettext("Close")}, icon("close"))
    close.addEventListener("click", acts.close)
    this.element = make(
      "form",
      {class: "inside", novalidate: true},
      make("div", {class: "head"}, make("h2", {}, gettext("Add a person")), close),
      make(
        "div",
        {class: "fields"},
        labelled(gettext("Name"), this.first),
        labelled(gettext("Signs in as"), this.login, gettext("Letters, digits, dots and dashes, as r.okafor")),
        labelled(gettext("Role"), this.role),
        labelled(gettext("Work e-mail"), this.email, gettext("An account of the district is known by it")),
        labelled(gettext("Work phone"), this.phone),
        make("p", {class: "hint"}, gettext("Clusters or schools, and a link for the first password, come next.")),
        this.refused,
      ),
      make("div", {class: "foot"}, this.save),
    )
    this.offer(roles)
    this.role.value = "liaison"
    this.element.addEventListener("submit", event => {
      event.preventDefault()
      this.refuse("")
      acts.send({add: {login: this.login.value, ...this.typed()}})
    })
  }

  /** @param {[string, string][]} roles */
  offer(roles) {
    const chosen = this.role.value
    this.role.replaceChildren(...roleOptions(roles))
    if (chosen) this.role.value = chosen
  }

  /** @param {AccessAsked} asked who asked for access, which fills in what is known of them */
  begin({name, email, login}) {
    this.first.value = name
    this.email.value = email
    this.login.value = login
  }

  typed() {
    return {name: this.first.value, role: this.role.value, email: this.email.value, phone: this.phone.value}
  }

  isTyped() {
    return Boolean(this.login.value || this.first.value || this.email.value || this.phone.value)
  }

  /** It is kept: nothing of it is typed any more. */
  done() {
    for (const field of [this.login, this.first, this.email, this.phone]) field.value = ""
  }

  /** @param {boolean} isWaiting */
  wait(isWaiting) {
    this.save.disabled = isWaiting
  }

  /** @param {string} words */
  refuse(words) {
    this.refused.textContent = words
    this.refused.hidden = !words
  }
}
