import { LGraphNode, LiteGraph } from '@comfyorg/litegraph'
import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { MarkdownWidget } from '../widgets/markdownWidget'
import { TextAreaWidget } from '../widgets/textAreaWidget'
import { getWidgets } from '../widgets/widget'

const NOTE_COLOUR = { color: '#432', bgcolor: '#653' }
/** A text on the canvas; never part of a prompt. */
export class NoteNode extends LGraphNode {
  static override title = 'Note'
  /** Their colours are strong ones in every scheme, on which the grey of other titles is lost. */
  static get title_text_color(): string {
    return LiteGraph.NODE_SELECTED_TITLE_COLOR
  }
  static override category = 'utils'
  static collapsable = true
  override isVirtualNode = true

  constructor(title = 'Note') {
    super(title)
    this.serialize_widgets = true
    Object.assign(this, NOTE_COLOUR)
    this.widgets = [this.makeWidget() as never]
    this.size = [225, 100]
  }

  protected makeWidget(): TextAreaWidget {
    return new TextAreaWidget(this, 'text', { multiline: true, placeholder: '' })
  }

  /** Old notes keep their text among the properties only. */
  override configure(info: ISerialisedNode): void {
    super.configure(info)
    const [widget] = getWidgets(this)
    const { text } = this.properties
    if (widget && !info.widgets_values && typeof text === 'string') widget.value = text
  }
}

/** A note in Markdown. What it may contain of HTML is cut down to what can do no harm. */
export class MarkdownNoteNode extends NoteNode {
  static override title = 'Markdown Note'

  constructor(title = 'Markdown Note') {
    super(title)
  }

  protected override makeWidget(): TextAreaWidget {
    return new MarkdownWidget(this, 'text', { multiline: true, placeholder: '' })
  }
}
