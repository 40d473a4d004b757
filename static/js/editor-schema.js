// What a text may hold in the editor: the same as meetings/bodies.py keeps.

import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  Italic,
  Link,
  ListItem,
  Mark,
  Node,
  OrderedList,
  Paragraph,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  TrailingNode,
} from "../django_prose_editor/editor.js";

const ASSET = /^asset:([0-9a-f]{64})$/;

// The words of a note stand where its number will be printed.
const Footnote = Mark.create({
  name: "footnote",
  inclusive: false,
  excludes: "footnote",
  parseHTML() {
    return [{ tag: "span.footnote" }];
  },
  renderHTML() {
    return ["span", { class: "footnote" }, 0];
  },
});

// A picture is kept as asset:SHA-256; on the screen it is fetched from the paper's own address.
const Picture = Node.create({
  name: "picture",
  inline: true,
  group: "inline",
  draggable: true,
  addOptions() {
    return { address: "" };
  },
  addAttributes() {
    return { src: { default: "" }, alt: { default: "" } };
  },
  parseHTML() {
    return [{ tag: 'img[src^="asset:"]' }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["img", { src: HTMLAttributes.src, alt: HTMLAttributes.alt }];
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("img");
      const found = ASSET.exec(node.attrs.src);
      dom.src = found ? `${this.options.address}${found[1]}` : "";
      dom.alt = node.attrs.alt;
      return { dom };
    };
  },
});

const WORDS = [
  Document,
  Paragraph,
  Text,
  Bold,
  Italic,
  HardBreak,
  History,
  BulletList,
  OrderedList,
  ListItem,
  Dropcursor,
  Gapcursor,
];

function links() {
  return Link.configure({
    openOnClick: false,
    autolink: false,
    linkOnPaste: true,
    enableTarget: false,
    protocols: ["http", "https", "mailto", "tel"],
    HTMLAttributes: { target: null, rel: null },
  });
}

// After a table at the end there is a line to go on in.
const TABLES = [
  Table.configure({ resizable: false }),
  TableRow,
  TableHeader,
  TableCell,
  TrailingNode.configure({
    node: "paragraph",
    notAfter: ["paragraph", "heading", "bulletList", "orderedList", "blockquote"],
  }),
];

// "short": words, lists and links; "minutes": tables too; "full": all of it.
export function extensionsFor(kind, pictures) {
  const short = [...WORDS, links()];
  if (kind === "minutes") return [...short, ...TABLES];
  if (kind !== "full") return short;
  return [
    ...short,
    Heading.configure({ levels: [2, 3, 4] }),
    Blockquote,
    Subscript,
    Superscript,
    Footnote,
    Picture.configure({ address: pictures }),
    ...TABLES,
  ];
}
