// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import java.util.Set;
import org.causerie.Displayable;
import org.commonmark.Extension;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Formulas in Markdown as Jupyter reads them: {@code $…$} in a line and {@code $$…$$} on its own, whatever
 * Markdown would make of what stands between the dollars.
 */
final class Formulas implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {
    private Formulas() {}

    static Extension extension() {
        return new Formulas();
    }

    /** A formula in running text. */
    static final class Inline extends CustomNode {
        private final String tex;
        private final boolean display;

        Inline(String tex, boolean display) {
            this.tex = tex;
            this.display = display;
        }
    }

    /** A formula that stands alone. */
    static final class Display extends CustomBlock {
        private String tex = "";
    }

    @Override
    public void extend(Parser.Builder builder) {
        builder.customBlockParserFactory(new BlockFactory());
        builder.customInlineContentParserFactory(new InlineFactory());
    }

    @Override
    public void extend(HtmlRenderer.Builder builder) {
        builder.nodeRendererFactory(Writer::new);
    }

    private static final class InlineFactory implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('$');
        }

        @Override
        public InlineContentParser create() {
            return Formulas::inline;
        }
    }

    private static ParsedInline inline(InlineParserState state) {
        Scanner scanner = state.scanner();
        boolean display = scanner.matchMultiple('$') > 1;
        Position start = scanner.position();
        char first = scanner.peek();
        if (!display && (first == ' ' || first == '\t' || first == '\n')) return ParsedInline.none();
        char last = first;
        while (scanner.hasNext()) {
            char c = scanner.peek();
            if (c == '$') {
                String tex = scanner.getSource(start, scanner.position()).getContent();
                scanner.next();
                boolean closes = display ? scanner.next('$') : last != ' ' && !Character.isDigit(scanner.peek());
                if (closes && !tex.isBlank()) return ParsedInline.of(new Inline(tex, display), scanner.position());
                if (!display) return ParsedInline.none();
            } else {
                if (c == '\\') scanner.next();
                last = c;
                scanner.next();
            }
        }
        return ParsedInline.none();
    }

    private static final class BlockFactory extends AbstractBlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            CharSequence line = state.getLine().getContent();
            int at = state.getNextNonSpaceIndex();
            boolean opens = state.getIndent() < 4 && line.toString().startsWith("$$", at);
            if (!opens) return BlockStart.none();
            String rest = line.toString().substring(at + 2).strip();
            boolean sentence = rest.contains("$$") && !rest.endsWith("$$");
            if (sentence) return BlockStart.none();
            return BlockStart.of(new DisplayParser()).atIndex(at + 2);
        }
    }

    private static final class DisplayParser extends AbstractBlockParser {
        private final Display block = new Display();
        private final StringBuilder tex = new StringBuilder();
        private boolean closed;

        @Override
        public Block getBlock() {
            return block;
        }

        @Override
        public BlockContinue tryContinue(ParserState state) {
            return closed ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
        }

        @Override
        public void addLine(SourceLine line) {
            String text = line.getContent().toString();
            closed = text.stripTrailing().endsWith("$$");
            String part = closed ? text.substring(0, text.lastIndexOf("$$")) : text;
            tex.append(tex.length() == 0 ? "" : "\n").append(part);
        }

        @Override
        public void closeBlock() {
            block.tex = tex.toString().strip();
        }
    }

    private static final class Writer implements NodeRenderer {
        private final HtmlNodeRendererContext context;

        Writer(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Inline.class, Display.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof Inline inline) {
                context.getWriter().raw(html(inline.tex, inline.display));
            } else if (node instanceof Display display) {
                context.getWriter().line();
                context.getWriter().raw(html(display.tex, true));
                context.getWriter().line();
            }
        }
    }

    /** A formula for KaTeX to find; the TeX stays readable where scripts do not run. */
    static String html(String tex, boolean display) {
        String kind = display ? "formula display" : "formula";
        return "<span class=\"" + kind + "\">" + Displayable.escape(tex) + "</span>";
    }
}
