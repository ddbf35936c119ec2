import type { layout as english } from '../en/layout'
import type { Translated } from '../messageTypes'

export const layout: Translated<typeof english> = {
  workflowPanel: '当前工作流',
  panels: '面板',
  workflows: '工作流',
  assets: '资产',
  models: '模型',
  nodes: '节点',
  templates: '模板',
  settings: '设置',
  packDialog: '节点包的消息',
  packFailed: '节点包出错',
  packBar: '节点包',
  packPanelFailed: '面板“{name}”出错'
}
