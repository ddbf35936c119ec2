/**
 * The client policy (docs/client-policy.md): whose prompts a list, a notice, the title and the favicon speak of.
 * Everything that shows prompts asks `isShown`, so that no two surfaces can disagree.
 */

/** `mine`: prompts of this browser's tabs. `everyone`: all the server has. */
export type PromptScope = 'mine' | 'everyone'

/** `own`: of this browser tab. `sibling`: of another tab of this browser. `foreign`: of anybody else. */
export type Submitter = 'own' | 'sibling' | 'foreign'

/** Of this browser, whichever tab. */
export function isMine(submitter: Submitter): boolean {
  return submitter !== 'foreign'
}

/** Whether a prompt is shown, counted and announced under the scope that is switched on. */
export function isShown(submitter: Submitter, scope: PromptScope): boolean {
  return scope === 'everyone' || isMine(submitter)
}

/** Whether the end of a prompt is announced: each tab speaks for its own prompts, so that nobody hears it twice. */
export function isAnnounced(submitter: Submitter, scope: PromptScope): boolean {
  return submitter === 'own' || (submitter === 'foreign' && isShown(submitter, scope))
}
