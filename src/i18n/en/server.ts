export const server = {
  noDefinitions: "The server's node definitions were not understood",
  timedOut: 'The server did not answer in time ({route})',
  unreachable: 'The server could not be reached ({route})',
  answered: 'The server answered {status} ({route})',
  answeredWith: 'The server answered {status}: {said} ({route})',
  notUnderstood: "The server's answer was not understood ({route})",
  noJson: "The server's answer was no JSON ({route})",
  answerUnclear: 'The answer was not understood',
  tooLarge: 'The workflow is larger than the server takes',
  refused: 'The server refused the prompt ({status})'
} as const
