const MACHINE = '2 cores, no GPU'

/** @returns whether a figure keeps its bound; one without a bound always does */
function isKept({ value, atMost, atLeast }) {
  return (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast)
}

function formatNumber(value) {
  if (value >= 1000) return Math.round(value).toLocaleString('en').replaceAll(',', ' ')
  return String(Number(value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)))
}

const withUnit = (value, unit) => `${formatNumber(value)}${unit === '' ? '' : ` ${unit}`}`

function formatBound({ atMost, atLeast, unit }) {
  if (atMost !== undefined) return `≤ ${withUnit(atMost, unit)}`
  return atLeast === undefined ? '' : `≥ ${withUnit(atLeast, unit)}`
}

/** Figures against their bounds, for the console. */
export function formatFigures(figures) {
  const lines = figures.map((figure) => {
    const mark = isKept(figure) ? '  ok  ' : 'MISSED'
    const value = withUnit(figure.value, figure.unit).padStart(12)
    return `${mark} ${value}  ${formatBound(figure).padEnd(14)} ${figure.name}`
  })
  return { text: lines.join('\n'), isWithin: figures.every(isKept) }
}

function makeTable(figures) {
  const rows = figures.map((figure) => [
    figure.name,
    `${withUnit(figure.value, figure.unit)}${isKept(figure) ? '' : ' (missed)'}`,
    formatBound(figure),
    figure.bare ?? '',
    figure.official ?? ''
  ])
  const head = ['Figure', 'Measured', 'Bound', 'LiteGraph alone', 'Official 1.49 / 1.58']
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

/** Puts a bench's table in its place in the page, with the day and the machine. @throws when there is no such place */
export function writeTable(page, name, figures, day = new Date().toISOString().slice(0, 10)) {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for ${name}.`)
  const note = `Measured ${day}, ${MACHINE}: \`npm run bench -- ${name}\``
  return `${page.slice(0, from + begin.length)}\n\n${note}\n\n${makeTable(figures)}\n\n${page.slice(to)}`
}
