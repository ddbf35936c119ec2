export const viewer = {
  results: 'Results',
  ofJob: 'Results of this job',
  compareSlider: 'Compare',
  compareValue: '{percent} percent {left}, the rest {right}',
  reading: 'Reading the results …',
  unread: 'The results could not be read: {detail}',
  noFiles: 'This job has no files.',
  place: '{place} of {count}',
  fit: 'Fit',
  compare: 'Compare with other pictures',
  compareTip: 'Keep this picture and compare others with it',
  close: 'Close the viewer',
  notShown: 'This kind of file is not shown here.',
  notLoaded: '{name} could not be loaded.',
  pictureOf: '{name}, from {node}'
} as const
