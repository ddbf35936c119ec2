import type { LabelKey } from '@/i18n/messageTypes'
import type { KeyCombo } from '@/domain/keyCombo'

export type CommandGroup = 'Run' | 'Workflows' | 'Edit' | 'View' | 'Panels'

/** Each group's name, in the order in which they are listed. */
export const COMMAND_GROUPS: Readonly<Record<CommandGroup, LabelKey>> = {
  Run: 'commands.groupRun',
  Workflows: 'commands.groupWorkflows',
  Edit: 'commands.groupEdit',
  View: 'commands.groupView',
  Panels: 'commands.groupPanels'
}

export interface Command {
  /** ComfyUI's own name where it has the command, so that its key bindings and node packs find it. */
  readonly id: string
  readonly label: LabelKey
  readonly group: CommandGroup
  /** Keys that run it; the first is the one that is shown. */
  readonly combos: readonly KeyCombo[]
  /** The keys work while text is written, too. */
  readonly whileTyping: boolean
  /** The keys are the canvas's: they work while it has the keyboard, or nothing has. */
  readonly onCanvas: boolean
}

const command = <Id extends string>(
  id: Id,
  group: CommandGroup,
  label: LabelKey,
  combos: readonly KeyCombo[] = [],
  whileTyping = false
): Command & { readonly id: Id } => ({ id, group, label, combos, whileTyping, onCanvas: false })

const canvasCommand = <Id extends string>(
  id: Id,
  label: LabelKey,
  combos: readonly KeyCombo[]
): Command & { readonly id: Id } => ({ ...command(id, 'Edit', label, combos), onCanvas: true })

/** Everything that a key or the command palette does, with ComfyUI's keys. The canvas has keys besides. */
export const COMMANDS = [
  command('Comfy.QueuePrompt', 'Run', 'commands.run', [{ key: 'Enter', ctrl: true }], true),
  command(
    'Comfy.QueuePromptFront',
    'Run',
    'commands.runFront',
    [{ key: 'Enter', ctrl: true, shift: true }],
    true
  ),
  command('Comfy.QueueSelectedOutputNodes', 'Run', 'commands.runSelected'),
  command(
    'Comfy.Interrupt',
    'Run',
    'commands.stopWorkflow',
    [{ key: 'Enter', ctrl: true, alt: true }],
    true
  ),
  command('Parallel.StopAll', 'Run', 'commands.stopAll'),
  command('Comfy.ClearPendingTasks', 'Run', 'commands.clearPending'),

  command('Comfy.NewBlankWorkflow', 'Workflows', 'commands.newWorkflow', [{ key: 'n', alt: true }]),
  command('Comfy.OpenWorkflow', 'Workflows', 'commands.openFile', [{ key: 'o', ctrl: true }], true),
  command('Comfy.BrowseTemplates', 'Workflows', 'commands.browseTemplates'),
  command('Comfy.SaveWorkflow', 'Workflows', 'commands.save', [{ key: 's', ctrl: true }], true),
  command(
    'Comfy.SaveWorkflowAs',
    'Workflows',
    'commands.saveAs',
    [{ key: 's', ctrl: true, shift: true }],
    true
  ),
  command('Comfy.DuplicateWorkflow', 'Workflows', 'commands.duplicate'),
  command('Comfy.ExportWorkflow', 'Workflows', 'commands.export'),
  command('Comfy.ExportWorkflowAPI', 'Workflows', 'commands.exportApi'),
  command('Workspace.CloseWorkflow', 'Workflows', 'commands.closeWorkflow', [
    { key: 'w', alt: true }
  ]),
  command('Workspace.NextOpenedWorkflow', 'Workflows', 'commands.nextWorkflow', [
    { key: 'PageDown', alt: true }
  ]),
  command('Workspace.PreviousOpenedWorkflow', 'Workflows', 'commands.previousWorkflow', [
    { key: 'PageUp', alt: true }
  ]),

  command('Comfy.Undo', 'Edit', 'commands.undo', [{ key: 'z', ctrl: true }]),
  command('Comfy.Redo', 'Edit', 'commands.redo', [
    { key: 'y', ctrl: true },
    { key: 'z', ctrl: true, shift: true }
  ]),
  command('Workspace.SearchBox.Toggle', 'Edit', 'commands.addNode'),
  command('Comfy.Canvas.ToggleSelectedNodes.Mute', 'Edit', 'commands.mute', [
    { key: 'm', ctrl: true }
  ]),
  command('Comfy.Canvas.ToggleSelectedNodes.Bypass', 'Edit', 'commands.bypass', [
    { key: 'b', ctrl: true }
  ]),
  command('Comfy.Canvas.ToggleSelected.Pin', 'Edit', 'commands.pin', [{ key: 'p' }]),
  command('Comfy.Canvas.ToggleSelectedNodes.Collapse', 'Edit', 'commands.collapse', [
    { key: 'c', alt: true }
  ]),
  command('Comfy.Graph.GroupSelectedNodes', 'Edit', 'commands.groupSelected', [
    { key: 'g', ctrl: true }
  ]),
  command('Comfy.Graph.FitGroupToContents', 'Edit', 'commands.fitGroup'),
  command('Comfy.Graph.ConvertToSubgraph', 'Edit', 'commands.makeSubgraph', [
    { key: 'e', ctrl: true, shift: true }
  ]),
  command('Comfy.Graph.UnpackSubgraph', 'Edit', 'commands.unpackSubgraph'),
  command('Comfy.PublishSubgraph', 'Edit', 'commands.publishSubgraph'),
  canvasCommand('Comfy.Canvas.SelectAll', 'commands.selectAll', [{ key: 'a', ctrl: true }]),
  canvasCommand('Parallel.SelectNext', 'commands.selectNext', [{ key: 'ArrowDown', alt: true }]),
  canvasCommand('Parallel.SelectPrevious', 'commands.selectPrevious', [
    { key: 'ArrowUp', alt: true }
  ]),
  canvasCommand('Parallel.OpenMenu', 'commands.openMenu', [
    { key: 'F10', shift: true },
    { key: 'ContextMenu' }
  ]),
  command('Comfy.Canvas.CopySelected', 'Edit', 'commands.copy'),
  command('Comfy.Canvas.PasteFromClipboard', 'Edit', 'commands.paste'),
  command('Comfy.Canvas.PasteFromClipboardWithConnect', 'Edit', 'commands.pasteWithLinks'),
  canvasCommand('Comfy.Canvas.DeleteSelectedItems', 'commands.deleteSelected', [
    { key: 'Delete' },
    { key: 'Backspace' }
  ]),
  command('Comfy.ClearWorkflow', 'Edit', 'commands.clearWorkflow'),
  canvasCommand('Parallel.EnterSubgraph', 'commands.enterSubgraph', [{ key: 'Enter', alt: true }]),
  command('Comfy.Graph.ExitSubgraph', 'Edit', 'commands.exitSubgraph'),
  command('Comfy.Canvas.Resize', 'Edit', 'commands.resize'),
  command('Comfy.Canvas.MoveSelectedNodes.Up', 'Edit', 'commands.moveUp', [
    { key: 'ArrowUp', ctrl: true }
  ]),
  command('Comfy.Canvas.MoveSelectedNodes.Down', 'Edit', 'commands.moveDown', [
    { key: 'ArrowDown', ctrl: true }
  ]),
  command('Comfy.Canvas.MoveSelectedNodes.Left', 'Edit', 'commands.moveLeft', [
    { key: 'ArrowLeft', ctrl: true }
  ]),
  command('Comfy.Canvas.MoveSelectedNodes.Right', 'Edit', 'commands.moveRight', [
    { key: 'ArrowRight', ctrl: true }
  ]),
  command('Parallel.Align.Left', 'Edit', 'commands.alignLeft'),
  command('Parallel.Align.Right', 'Edit', 'commands.alignRight'),
  command('Parallel.Align.Top', 'Edit', 'commands.alignTop'),
  command('Parallel.Align.Bottom', 'Edit', 'commands.alignBottom'),
  command('Parallel.Align.Center', 'Edit', 'commands.alignCenter'),
  command('Parallel.Align.Middle', 'Edit', 'commands.alignMiddle'),
  command('Parallel.Distribute.Horizontally', 'Edit', 'commands.distributeHorizontally'),
  command('Parallel.Distribute.Vertically', 'Edit', 'commands.distributeVertically'),
  command('Comfy.MaskEditor.OpenMaskEditor', 'Edit', 'mask.open'),
  command('Comfy.RefreshNodeDefinitions', 'Edit', 'commands.refreshDefinitions', [{ key: 'r' }]),

  command('Comfy.Canvas.ZoomIn', 'View', 'commands.zoomIn', [
    { key: '=', alt: true },
    { key: '+', alt: true, shift: true }
  ]),
  command('Comfy.Canvas.ZoomOut', 'View', 'commands.zoomOut', [{ key: '-', alt: true }]),
  command('Comfy.Canvas.ResetView', 'View', 'commands.naturalSize'),
  command('Comfy.Canvas.FitView', 'View', 'commands.fitView', [{ key: '.' }]),
  command('Comfy.Canvas.Lock', 'View', 'commands.lock', [{ key: 'h' }]),
  command('Comfy.Canvas.Unlock', 'View', 'commands.unlock', [{ key: 'v' }]),
  command('Comfy.Canvas.ToggleLock', 'View', 'commands.toggleLock'),
  command('Workspace.ToggleFocusMode', 'View', 'commands.focusMode', [{ key: 'f' }]),
  command('Parallel.Links.Spline', 'View', 'commands.linksSpline'),
  command('Parallel.Links.Linear', 'View', 'commands.linksLinear'),
  command('Parallel.Links.Straight', 'View', 'commands.linksStraight'),
  command('Comfy.Canvas.ToggleLinkVisibility', 'View', 'commands.toggleLinks'),
  command('Comfy.Canvas.ToggleMinimap', 'View', 'commands.toggleMinimap', [
    { key: 'm', alt: true }
  ]),

  command(
    'Parallel.CommandPalette',
    'Panels',
    'commands.allCommands',
    [{ key: 'p', ctrl: true, shift: true }],
    true
  ),
  command('Workspace.ToggleSidebarTab.queue', 'Panels', 'commands.toggleJobs', [{ key: 'q' }]),
  command('Workspace.ToggleSidebarTab.workflows', 'Panels', 'commands.toggleWorkflows', [
    { key: 'w' }
  ]),
  command('Workspace.ToggleSidebarTab.assets', 'Panels', 'commands.toggleAssets', [{ key: 'a' }]),
  command('Workspace.ToggleSidebarTab.model-library', 'Panels', 'commands.toggleModels', [
    { key: 'm' }
  ]),
  command('Workspace.ToggleSidebarTab.node-library', 'Panels', 'commands.toggleNodes', [
    { key: 'n' }
  ]),
  command(
    'Workspace.ToggleBottomPanelTab.logs-terminal',
    'Panels',
    'commands.toggleConsole',
    [{ key: '`', ctrl: true }],
    true
  ),
  command('Parallel.ToggleInspector', 'Panels', 'commands.toggleInspector', [{ key: 'i' }]),
  command('Parallel.NodeHelp', 'Panels', 'commands.nodeHelp'),
  command('Parallel.ShowMissing', 'Panels', 'commands.showMissing'),
  command(
    'Comfy.ShowSettingsDialog',
    'Panels',
    'commands.settings',
    [{ key: ',', ctrl: true }],
    true
  ),
  command('Comfy.ToggleHelpCenter', 'Panels', 'help.open', [{ key: 'F1' }], true),
  command('Comfy.Help.AboutComfyUI', 'Panels', 'help.about'),
  command('Parallel.CopyVersions', 'Panels', 'help.copyVersions'),
  command('Workspace.ToggleBottomPanel.Shortcuts', 'Panels', 'commands.shortcuts', [
    { key: 'k', ctrl: true, shift: true }
  ])
] as const satisfies readonly Command[]

export type CommandId = (typeof COMMANDS)[number]['id']
