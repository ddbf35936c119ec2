import type { SFCDescriptor } from 'vue/compiler-sfc'
import { parse } from 'vue/compiler-sfc'

type Root = NonNullable<NonNullable<SFCDescriptor['template']>['ast']>
type TemplateNode = Root['children'][number]
type Prop = Extract<TemplateNode, { type: 1 }>['props'][number]

/** Attributes that people read or hear, and properties of our components that end in such. */
const READ_ATTRIBUTES =
  /^(alt|title|label|hint|placeholder|aria-label|aria-description|aria-roledescription|data-tip|.+-(label|title|hint|text|message))$/

/** Two letters on end: signs, units of one letter and separators are no words. */
const WORD = /\p{L}{2,}/u

/** A literal that reads like something to be read: it begins with a capital, or has several words. */
const LITERAL = /(['"`])((?:(?!\1).)*)\1/g
const PROSE = /^\p{Lu}[\p{Ll}’ ]|\p{L}{2,} \p{L}{2,}/u

/** Bare texts of a component's template: what stands there for people to read and is no message. */
export function findBareTexts(source: string): string[] {
  const { descriptor } = parse(source, { ignoreEmpty: false })
  const found: string[] = []
  const visit = (node: TemplateNode): void => {
    if (node.type === 2 && WORD.test(node.content)) found.push(node.content.trim())
    if (node.type === 5) found.push(...findLiterals(getSource(node.content)))
    if (node.type !== 1) return
    for (const prop of node.props) found.push(...findInProp(prop))
    node.children.forEach(visit)
  }
  descriptor.template?.ast?.children.forEach(visit)
  return found
}

function findInProp(prop: Prop): string[] {
  if (prop.type === 6) {
    const value = prop.value?.content ?? ''
    return READ_ATTRIBUTES.test(prop.name) && WORD.test(value) ? [value] : []
  }
  const name = prop.name === 'bind' && prop.arg ? getSource(prop.arg) : null
  if (name === null || !READ_ATTRIBUTES.test(toKebab(name)) || !prop.exp) return []
  return findLiterals(getSource(prop.exp))
}

function findLiterals(expression: string): string[] {
  return [...expression.matchAll(LITERAL)]
    .map(([, , text]) => text!.replace(/\$\{.*?\}/g, '…'))
    .filter((text) => PROSE.test(text))
}

const getSource = (node: { loc: { source: string } }): string => node.loc.source
const toKebab = (name: string): string => name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)
