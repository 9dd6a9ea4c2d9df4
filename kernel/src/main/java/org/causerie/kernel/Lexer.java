// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

/** Tells what stands at a place of Java code: code itself, or the inside of a string or a comment. */
final class Lexer {
    /** What a place is inside of. */
    enum Inside {
        CODE,
        STRING,
        CHARACTER,
        TEXT_BLOCK,
        LINE_COMMENT,
        COMMENT
    }

    private Lexer() {}

    /** What {@code code} is inside of at {@code end}, not looking further. */
    static Inside at(String code, int end) {
        Inside inside = Inside.CODE;
        for (int i = 0; i < end; i++) {
            char c = code.charAt(i);
            switch (inside) {
                case CODE -> {
                    inside = opened(code, i);
                    if (inside == Inside.TEXT_BLOCK) i += 2;
                    else if (inside == Inside.COMMENT || inside == Inside.LINE_COMMENT) i++;
                }
                case STRING, CHARACTER -> {
                    if (c == '\\') i++;
                    else if (c == '\n' || c == (inside == Inside.STRING ? '"' : '\'')) inside = Inside.CODE;
                }
                case TEXT_BLOCK -> {
                    if (c == '\\') i++;
                    else if (code.startsWith("\"\"\"", i)) {
                        inside = Inside.CODE;
                        i += 2;
                    }
                }
                case LINE_COMMENT -> {
                    if (c == '\n') inside = Inside.CODE;
                }
                case COMMENT -> {
                    if (code.startsWith("*/", i)) {
                        inside = Inside.CODE;
                        i++;
                    }
                }
            }
        }
        return inside;
    }

    private static Inside opened(String code, int at) {
        if (code.startsWith("\"\"\"", at)) return Inside.TEXT_BLOCK;
        if (code.startsWith("//", at)) return Inside.LINE_COMMENT;
        if (code.startsWith("/*", at)) return Inside.COMMENT;
        return switch (code.charAt(at)) {
            case '"' -> Inside.STRING;
            case '\'' -> Inside.CHARACTER;
            default -> Inside.CODE;
        };
    }
}
