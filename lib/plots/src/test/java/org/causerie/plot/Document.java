// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A picture as a reader of XML sees it; reading fails where it is not well-formed. */
record Document(Element root) {

    static Document of(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return new Document(
                    builder.parse(new InputSource(new StringReader(svg))).getDocumentElement());
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + e.getMessage() + "\n" + svg, e);
        }
    }

    List<Element> all(String tag) {
        NodeList found = root.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) elements.add((Element) found.item(i));
        return elements;
    }

    /** The contents of all texts. */
    List<String> texts() {
        return all("text").stream().map(Element::getTextContent).toList();
    }

    /** The tooltips of all groups. */
    List<String> tooltips() {
        return all("g").stream()
                .map(group -> group.getFirstChild().getTextContent())
                .toList();
    }

    /** The group with this tooltip. */
    Element group(String tooltip) {
        return all("g").stream()
                .filter(group -> group.getFirstChild().getTextContent().equals(tooltip))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no group " + tooltip + " among " + tooltips()));
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    double width() {
        return number(root, "width");
    }

    double height() {
        return number(root, "height");
    }

    /** Where the tick with this label is, on the axis whose ticks have this attribute for their place. */
    double tick(String label, String attribute) {
        return number(
                all("text").stream()
                        .filter(text -> text.getTextContent().equals(label))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no tick " + label + " among " + texts())),
                attribute);
    }
}
