/** The name itself, else with the first number that makes it differ from all others. */
export function findFreeName(name: string, taken: readonly string[]): string {
  let free = name
  for (let count = 1; taken.includes(free); count++) free = `${name}_${count}`
  return free
}
