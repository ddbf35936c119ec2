let depth = 0

/** True while a document is being put into a graph: what nodes hear then is no edit of the user's. */
export function isLoadingDocument(): boolean {
  return depth > 0
}

let keeping = 0

/** True while nodes of unknown types become place holders instead of nothing. */
export function isKeepingUnknown(): boolean {
  return depth > 0 || keeping > 0
}

/** Nodes are made anew from nodes that are there, those of unknown types too. */
export function whileKeepingUnknown<T>(task: () => T): T {
  keeping++
  try {
    return task()
  } finally {
    keeping--
  }
}

export function whileLoading<T>(task: () => T): T {
  depth++
  try {
    return task()
  } finally {
    depth--
  }
}
