import { app } from '../../scripts/app.js'

// Paints the titles of this pack's nodes in the colour of its paper.
app.registerExtension({
  name: 'examples.marbling',
  nodeCreated(node) {
    if (node.comfyClass !== 'MarbledPaper') return
    node.color = '#22456b'
    node.bgcolor = '#1a2c40'
  }
})
