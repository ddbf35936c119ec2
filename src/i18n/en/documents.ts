export const documents = {
  linksRemoved: '{count} broken link was removed. | {count} broken links were removed.',
  noObject: 'This is no workflow: a workflow is a JSON object.',
  noNodeList: 'This is no workflow: its list of nodes is not a list.',
  noWorkflow: 'This is no workflow: it has neither nodes and links nor a prompt in API format.',
  tooManyNodes: 'The workflow has {count} nodes; at most {most} can be opened.',
  badSubgraph:
    'A subgraph definition without an id, or a second one with the same id, was left out.',
  unreadNode: 'Node {id} ({type}) could not be read in full.',
  namelessClasses: 'Some entries of the prompt name no class.',
  groupNode: 'The group node “{name}” became a subgraph.',
  noNodes:
    '{count} entry of the node list is no node and was left out. | {count} entries of the node list are no nodes and were left out.',
  doubleLink: 'Link {id} stands twice in the link table.',
  doubleNode: 'Two nodes have the id {id}; the second is {next} now, without links.',
  selfSubgraph: 'The subgraph “{name}” contained itself; that node was left out.',
  linkRestored: 'Link {id} was missing from the link table and was restored from its slots.',
  tooDeep: 'The document is nested too deeply to be a workflow.',
  tooLarge: 'The document is too large to be opened.',
  cantOpen: 'The workflow can’t be opened',
  cantOpenPasted: 'What was pasted can’t be opened',
  cantKeepDrafts: 'Drafts can’t be kept in this browser',
  cantRestore: '“{name}” could not be restored',
  saveDraft: 'Save its draft as a file',
  cantKeepDraftsDetail:
    'Nothing is lost while this page is open. Save what matters, or free space on the disk: {detail}',
  cantKeepDraft: 'The draft of “{name}” could not be kept',
  positivePrompt: 'Positive prompt',
  negativePrompt: 'Negative prompt',
  cantStart: 'The app could not start: {detail}'
} as const
