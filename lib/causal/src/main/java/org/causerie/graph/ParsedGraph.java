// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.List;
import java.util.Map;

/**
 * What a text says about a graph, before it is known to be one of a type.
 *
 * @param header the word before the braces, for example {@code dag}; empty for the short form
 * @param names the names in the order in which the text brings them up
 * @param edges the edges in the order of the text
 * @param attributes for each name with attributes, what the brackets say; a flag has the empty value
 */
record ParsedGraph(String header, List<String> names, List<Edge> edges, Map<String, Map<String, String>> attributes) {}
