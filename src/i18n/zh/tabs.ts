import type { tabs as english } from '../en/tabs'
import type { Translated } from '../messageTypes'

export const tabs: Translated<typeof english> = {
  openWorkflows: '已打开的工作流',
  allOpenWorkflows: '所有已打开的工作流',
  noWorkflow: '没有工作流',
  newWorkflow: '新建工作流',
  nameField: '工作流名称',
  workflow: '工作流',
  running: '正在运行，{percent}%',
  done: '已完成',
  failed: '失败',
  waiting: '{count} 个等待中',
  unsaved: '未保存',
  rename: '重命名',
  duplicate: '复制',
  export: '导出',
  exportApi: '导出（API 格式）',
  closeOthers: '关闭其他',
  runningCount: '{count} 个运行中',
  theWorkflow: '该工作流',
  renameFailed: '无法重命名 {name}',
  newFailed: '无法新建工作流',
  openFilesFailed: '无法打开文件',
  closeFailed: '无法关闭 {name}',
  closeOthersFailed: '无法关闭工作流',
  duplicateFailed: '无法复制 {name}',
  saveFailed: '无法保存 {name}',
  exportFailed: '无法导出 {name}',
  exportApiFailed: '无法以 API 格式导出 {name}'
}
