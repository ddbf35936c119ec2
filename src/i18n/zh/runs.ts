import type { runs as english } from '../en/runs'
import type { Translated } from '../messageTypes'

export const runs: Translated<typeof english> = {
  bar: '运行',
  batchTip: '每次点击“运行”时的运行次数',
  batchCount: '批次数量',
  more: '增加一次',
  less: '减少一次',
  run: '运行',
  runTip: '运行此工作流',
  mode: '运行模式',
  modeIs: '运行模式：{name}',
  onceName: '单次',
  onceHint: '每次点击“运行”时',
  changeLabel: '更改时运行',
  changeName: '更改时',
  changeHint: '每当编辑此工作流时',
  endlessLabel: '持续运行',
  endlessName: '持续',
  endlessHint: '每次结束后再次运行，直到停止',
  stopWorkflow: '停止此工作流',
  stopWorkflowTip: '停止此工作流的任务',
  stopAll: '停止我的所有任务',
  stopAllTip: '停止我在所有工作流中的任务',
  clearPending: '清除我的待处理任务',
  clearPendingTip: '清除我的待处理任务；运行中的继续',
  runFailed: '无法运行工作流',
  stopFailed: '无法停止工作流',
  stopAllFailed: '无法停止所有任务',
  clearFailed: '无法清除待处理任务'
}
