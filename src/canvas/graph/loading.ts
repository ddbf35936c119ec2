let depth = 0

/** True while a document is being put into a graph: what nodes hear then is no edit of the user's. */
export function isLoadingDocument(): boolean {
  return depth > 0
}

export function whileLoading<T>(task: () => T): T {
  depth++
  try {
    return task()
  } finally {
    depth--
  }
}
