// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.causerie.CausalException;

/** A place in the text of a question, and the signs, names and levels found from there on. */
final class QueryScanner {
    private static final Pattern KEYWORD = Pattern.compile("(?<=^| )(" + String.join("|", Names.WORDS) + ")(?= |$)");
    private static final String ALLOWED =
            "P(y | do(x), z), P(Y = 1 | do(X = 1)), P(y_x, y'_x' | z), E[Y | do(X = 1)] - E[Y | do(X = 0)],"
                    + " E[Y(X = 1) - Y(X = 0) | X = 1], E[Y(X = 1, M(X = 0)) - Y(X = 0)],"
                    + " E[Y | do(X = 1 if Z = 1; else 0)] and PNS(X -> Y)";

    private final String text;
    private int at;

    QueryScanner(String text) {
        this.text = text;
        skip();
    }

    /** Goes past the sign, if it is next. */
    boolean take(String sign) {
        if (!next(sign)) return false;
        at += sign.length();
        skip();
        return true;
    }

    boolean next(String sign) {
        return text.startsWith(sign, at);
    }

    void expect(String sign, String where) {
        if (!take(sign)) throw problem("\"" + sign + "\" was expected " + where);
    }

    /** Goes past the word, if it is next and no longer word starts with it. */
    boolean takeWord(String word) {
        int end = at + word.length();
        if (!next(word) || (end < text.length() && Character.isLetterOrDigit(text.charAt(end)))) return false;
        return take(word);
    }

    /** Goes past the start of a form, a word and its opening sign. */
    boolean takeCall(String word, String open) {
        Matcher matcher = Pattern.compile(Pattern.quote(word) + "\\s*" + Pattern.quote(open))
                .matcher(text);
        if (!matcher.region(at, text.length()).lookingAt()) return false;
        at = matcher.end();
        skip();
        return true;
    }

    int primes() {
        int primes = 0;
        while (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '\u2032')) {
            at++;
            primes++;
        }
        skip();
        return primes;
    }

    /** A variable's name; one letter below another ends before the line, as does an open subscript. */
    String name(boolean subscripts) {
        if (next("\"")) return quoted();
        int start = at;
        String name = bare("the name of a variable was expected");
        if (name.startsWith("-")) {
            at = start;
            throw problem("the name of a variable was expected");
        }
        int length = name.length();
        if (subscripts && Names.SUBSCRIPTED.matcher(name).matches()) length = name.indexOf('_');
        else if (name.endsWith("_") && length > 1 && text.startsWith("{", start + length)) length--;
        at = start + length;
        if (length == name.length()) skip();
        return name.substring(0, length);
    }

    /** A level, or the symbol for any level where it reads like the variable itself. */
    Value value(String variable) {
        if (next("\"")) return new Level(quoted());
        String name = bare("a level of " + variable + " was expected");
        skip();
        if (name.equalsIgnoreCase(variable)) return new Symbol(variable, primes());
        if (next("'"))
            throw problem("a level has no primes; any level of " + variable + " is written " + variable + "'");
        return new Level(name);
    }

    /** A level, and no symbol. */
    String level(String variable) {
        int start = at;
        if (value(variable) instanceof Level level) return level.name();
        at = start;
        throw problem("one certain level of " + variable + " was expected");
    }

    double number() {
        Matcher matcher =
                Pattern.compile("[0-9.]+([eE]-?[0-9]+)?").matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) throw problem("a probability was expected");
        try {
            double number = Double.parseDouble(matcher.group());
            at = matcher.end();
            skip();
            return number;
        } catch (NumberFormatException malformed) {
            throw new CausalException(problem("a probability was expected").getMessage(), malformed);
        }
    }

    private String bare(String expected) {
        Matcher matcher = Names.BARE.matcher(text).region(at, text.length());
        if (!matcher.lookingAt())
            throw problem(
                    expected + "; write one with other signs than letters, digits, . and _" + " in double quotes");
        String found = matcher.group();
        Matcher keyword = KEYWORD.matcher(found);
        if (keyword.find()) found = found.substring(0, keyword.start()).stripTrailing();
        if (found.isEmpty()) throw problem(expected);
        at += found.length();
        return found;
    }

    private String quoted() {
        int start = at;
        StringBuilder name = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                if (!next("'") && !next("_")) skip();
                return name.toString();
            }
            if (c == '\\' && at + 1 < text.length()) c = text.charAt(++at);
            name.append(c);
        }
        at = start;
        throw problem("the closing quote is missing");
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    boolean atEnd() {
        return at == text.length();
    }

    CausalException problem(String what) {
        String rest = text.substring(at);
        String near =
                rest.isEmpty() ? "at the end" : "at \"" + (rest.length() > 30 ? rest.substring(0, 30) : rest) + '"';
        return new CausalException("The question cannot be read in column " + (at + 1) + ", " + near + ": " + what
                + ". Allowed are " + ALLOWED);
    }
}
