// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** Markdown of a notebook's cells as HTML: tables, formulas, Java in colours, headings that can be linked to. */
final class Markdown {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(), Formulas.extension());
    private static final int DEEPEST_LISTED = 3;

    /** A heading as the table of contents lists it. */
    record Entry(int level, String id, String text) {}

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> used = new HashMap<>();

    /** The headings of what was rendered so far, down to level three. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * Renders one cell.
     *
     * @param picture turns the address of a picture into one that works in the page
     */
    String html(String source, UnaryOperator<String> picture) {
        Node document = parser.parse(source);
        Map<Node, String> ids = new HashMap<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String text = plain(heading);
                String id = unique(text);
                ids.put(heading, id);
                if (heading.getLevel() <= DEEPEST_LISTED) entries.add(new Entry(heading.getLevel(), id, text));
            }

            @Override
            public void visit(Image image) {
                image.setDestination(picture.apply(image.getDestination()));
                visitChildren(image);
            }
        });
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (ids.containsKey(node)) attributes.put("id", ids.get(node));
                })
                .nodeRendererFactory(JavaBlocks::new)
                .build()
                .render(document);
    }

    private String unique(String text) {
        String id = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        int before = used.merge(id, 1, Integer::sum);
        return before == 1 && !id.isEmpty() ? id : id + "-" + before;
    }

    private static String plain(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text literal) {
                text.append(literal.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }
        });
        return text.toString();
    }

    /** Fenced blocks of Java with colours; others as they are. */
    private static final class JavaBlocks implements NodeRenderer {
        private final HtmlNodeRendererContext context;

        JavaBlocks(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(FencedCodeBlock.class);
        }

        @Override
        public void render(Node node) {
            FencedCodeBlock block = (FencedCodeBlock) node;
            String literal = block.getLiteral();
            HtmlWriter html = context.getWriter();
            html.line();
            html.raw("<pre class=\"code\"><code>");
            if ("java".equals(block.getInfo())) html.raw(JavaCode.html(literal));
            else html.text(literal);
            html.raw("</code></pre>");
            html.line();
        }
    }
}
