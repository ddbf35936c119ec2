/**
 * A binary heap, the largest first. Which of several equals comes first is as in Pillow's heap, so that boxes of equal
 * size are cut in the same order.
 */
export class MaxHeap<Item> {
  readonly #size: (item: Item) => number
  readonly #items: Item[] = []

  constructor(size: (item: Item) => number) {
    this.#size = size
  }

  add(item: Item): void {
    let place = this.#items.length
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (this.#compare(item, this.#items[parent]!) <= 0) break
      this.#items[place] = this.#items[parent]!
      place = parent
    }
    this.#items[place] = item
  }

  /** @returns undefined when it is empty */
  remove(): Item | undefined {
    const [first] = this.#items
    const last = this.#items.pop()
    if (last === undefined || this.#items.length === 0) return first
    const count = this.#items.length
    let place = 0
    for (let child = 1; child < count; child = 2 * place + 1) {
      const other = child + 1
      if (other < count && this.#compare(this.#items[child]!, this.#items[other]!) < 0)
        child = other
      if (this.#compare(last, this.#items[child]!) > 0) break
      this.#items[place] = this.#items[child]!
      place = child
    }
    this.#items[place] = last
    return first
  }

  #compare(a: Item, b: Item): number {
    return this.#size(a) - this.#size(b)
  }
}
