import type { KeyCombo } from '../shortcuts/keyCombo'

export type CommandGroup = 'Run' | 'Workflows' | 'Edit' | 'View' | 'Panels'

export interface Command {
  /** ComfyUI's own name where it has the command, so that its key bindings and node packs find it. */
  readonly id: string
  readonly label: string
  readonly group: CommandGroup
  /** Keys that run it; the first is the one that is shown. */
  readonly combos: readonly KeyCombo[]
  /** The keys work while text is written, too. */
  readonly whileTyping: boolean
}

const command = <Id extends string>(
  id: Id,
  group: CommandGroup,
  label: string,
  combos: readonly KeyCombo[] = [],
  whileTyping = false
): Command & { readonly id: Id } => ({ id, group, label, combos, whileTyping })

/** Everything that a key or the command palette does, with ComfyUI's keys. The canvas has keys besides. */
export const COMMANDS = [
  command('Comfy.QueuePrompt', 'Run', 'Run', [{ key: 'enter', mod: true }], true),
  command(
    'Comfy.QueuePromptFront',
    'Run',
    'Run before everything queued',
    [{ key: 'enter', mod: true, shift: true }],
    true
  ),
  command(
    'Comfy.Interrupt',
    'Run',
    'Stop this workflow',
    [{ key: 'enter', mod: true, alt: true }],
    true
  ),
  command('Parallel.StopAll', 'Run', 'Stop all my jobs'),
  command('Comfy.ClearPendingTasks', 'Run', 'Clear my pending jobs'),

  command('Comfy.NewBlankWorkflow', 'Workflows', 'New workflow', [{ key: 'KeyN', alt: true }]),
  command('Comfy.OpenWorkflow', 'Workflows', 'Open a file', [{ key: 'o', mod: true }], true),
  command('Comfy.BrowseTemplates', 'Workflows', 'Browse templates'),
  command('Comfy.SaveWorkflow', 'Workflows', 'Save', [{ key: 's', mod: true }], true),
  command('Comfy.DuplicateWorkflow', 'Workflows', 'Duplicate this workflow'),
  command('Comfy.ExportWorkflow', 'Workflows', 'Export this workflow'),
  command('Comfy.ExportWorkflowAPI', 'Workflows', 'Export this workflow in API format'),
  command('Workspace.CloseWorkflow', 'Workflows', 'Close this workflow', [
    { key: 'KeyW', alt: true }
  ]),
  command('Workspace.NextOpenedWorkflow', 'Workflows', 'Next workflow', [
    { key: 'pagedown', alt: true }
  ]),
  command('Workspace.PreviousOpenedWorkflow', 'Workflows', 'Previous workflow', [
    { key: 'pageup', alt: true }
  ]),

  command('Comfy.Undo', 'Edit', 'Undo', [{ key: 'z', mod: true }]),
  command('Comfy.Redo', 'Edit', 'Redo', [
    { key: 'y', mod: true },
    { key: 'z', mod: true, shift: true }
  ]),
  command('Workspace.SearchBox.Toggle', 'Edit', 'Add a node'),
  command('Comfy.Canvas.ToggleSelectedNodes.Mute', 'Edit', 'Mute the selected nodes', [
    { key: 'm', mod: true }
  ]),
  command('Comfy.Canvas.ToggleSelectedNodes.Bypass', 'Edit', 'Bypass the selected nodes', [
    { key: 'b', mod: true }
  ]),
  command('Comfy.Canvas.ToggleSelectedNodes.Pin', 'Edit', 'Pin what is selected', [{ key: 'p' }]),
  command('Comfy.Canvas.ToggleSelectedNodes.Collapse', 'Edit', 'Collapse the selected nodes', [
    { key: 'KeyC', alt: true }
  ]),
  command('Comfy.Graph.GroupSelectedNodes', 'Edit', 'Put a group around what is selected', [
    { key: 'g', mod: true }
  ]),
  command('Comfy.Graph.ConvertToSubgraph', 'Edit', 'Make a subgraph of what is selected', [
    { key: 'e', mod: true, shift: true }
  ]),
  command('Comfy.Graph.UnpackSubgraph', 'Edit', 'Unpack the selected subgraph'),
  command('Comfy.RefreshNodeDefinitions', 'Edit', 'Read the node definitions anew', [{ key: 'r' }]),

  command('Comfy.Canvas.ZoomIn', 'View', 'Zoom in', [
    { key: 'Equal', alt: true },
    { key: 'Equal', alt: true, shift: true }
  ]),
  command('Comfy.Canvas.ZoomOut', 'View', 'Zoom out', [{ key: 'Minus', alt: true }]),
  command('Comfy.Canvas.ResetView', 'View', 'Natural size'),
  command('Comfy.Canvas.FitView', 'View', 'Fit into view', [{ key: '.' }]),

  command(
    'Parallel.CommandPalette',
    'Panels',
    'All commands',
    [{ key: 'p', mod: true, shift: true }],
    true
  ),
  command('Workspace.ToggleSidebarTab.queue', 'Panels', 'Show or hide the jobs', [{ key: 'q' }]),
  command('Workspace.ToggleSidebarTab.workflows', 'Panels', 'Show or hide the workflows', [
    { key: 'w' }
  ]),
  command('Workspace.ToggleSidebarTab.assets', 'Panels', 'Show or hide the assets', [{ key: 'a' }]),
  command('Workspace.ToggleSidebarTab.node-library', 'Panels', 'Show or hide the nodes', [
    { key: 'n' }
  ]),
  command('Comfy.ShowSettingsDialog', 'Panels', 'Settings', [{ key: ',', mod: true }], true),
  command('Workspace.ToggleBottomPanel.Shortcuts', 'Panels', 'Shortcuts', [
    { key: 'k', mod: true, shift: true }
  ])
] as const satisfies readonly Command[]

export type CommandId = (typeof COMMANDS)[number]['id']
