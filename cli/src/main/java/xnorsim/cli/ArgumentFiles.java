package xnorsim.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import xnorsim.base.InputException;

/**
 * Argument files: after the command, {@code @FILE} is replaced by the words in that file; {@code @@word} stands for
 * {@code @word}. Words are separated by white space; quotes, single or double, keep it, and inside them a backslash
 * takes the next character as it is. A word that begins with # begins a comment up to the end of the line.
 */
final class ArgumentFiles {
    /** More words than any command can make sense of; picocli takes long over them. */
    static final int MAX_WORDS = 10_000;

    private static final long MAX_BYTES = 1 << 20;

    private ArgumentFiles() {}

    /**
     * The arguments with the words of files in place of their names.
     *
     * @throws InputException if a file cannot be read, is too long or names another one, if a file stands where the
     *                        command should, or if there are too many words
     */
    static String[] expanded(String... arguments) {
        List<String> words = new ArrayList<>();
        boolean begun = false;
        for (String argument : arguments) {
            if (!isFile(argument)) {
                words.add(literal(argument));
            } else if (begun) {
                words.addAll(words(InputException.path(argument.substring(1))));
            } else {
                throw new InputException(
                        argument + " is in place of a command, expected an argument file after a command, such as"
                                + " `xnorsim run " + argument + "`");
            }
            begun |= !argument.startsWith("-");
            if (words.size() > MAX_WORDS) {
                throw new InputException(
                        "there are more than " + MAX_WORDS + " arguments, expected options and files of one command");
            }
        }
        return words.toArray(String[]::new);
    }

    private static boolean isFile(String word) {
        return word.length() > 1 && word.charAt(0) == '@' && word.charAt(1) != '@';
    }

    private static String literal(String word) {
        return word.startsWith("@@") ? word.substring(1) : word;
    }

    private static List<String> words(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file + ": is a folder, expected an argument file");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new InputException(file + ": is not a regular file, expected an argument file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file + ": is " + Files.size(file)
                        + " bytes long, expected an argument file of at most " + MAX_BYTES);
            }
            return new Reader(file, Files.readString(file)).words();
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": is not UTF-8 text, expected an argument file", e);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    /** Takes a text apart, once from its beginning to its end. */
    private static final class Reader {
        private final Path file;
        private final String text;
        private int at;

        Reader(Path file, String text) {
            this.file = file;
            this.text = text;
        }

        List<String> words() {
            List<String> words = new ArrayList<>();
            for (skip(); at < text.length(); skip()) {
                boolean quoted = isQuote(text.charAt(at));
                String word = quoted ? quoted() : bare();
                if (!quoted && isFile(word)) {
                    throw new InputException(
                            file + ": names another argument file, " + word + ", expected only words");
                }
                words.add(quoted ? word : literal(word));
                if (words.size() > MAX_WORDS) {
                    throw new InputException(file + ": has more than " + MAX_WORDS + " words, expected arguments");
                }
            }
            return words;
        }

        /** Moves on to the next word, over white space and comments. */
        private void skip() {
            while (at < text.length() && (isSpace(text.charAt(at)) || text.charAt(at) == '#')) {
                if (text.charAt(at) == '#') {
                    int end = text.indexOf('\n', at);
                    at = end < 0 ? text.length() : end;
                } else {
                    at++;
                }
            }
        }

        private String bare() {
            StringBuilder word = new StringBuilder();
            while (at < text.length() && !isSpace(text.charAt(at))) {
                // As in --set key="a b".
                word.append(isQuote(text.charAt(at)) ? quoted() : String.valueOf(text.charAt(at++)));
            }
            return word.toString();
        }

        private String quoted() {
            char quote = text.charAt(at++);
            StringBuilder word = new StringBuilder();
            while (at < text.length() && text.charAt(at) != quote) {
                at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
                word.append(text.charAt(at++));
            }
            if (at == text.length()) {
                throw new InputException(file + ": unclosed quote, expected quotes around a word");
            }
            at++;
            return word.toString();
        }

        private static boolean isQuote(char c) {
            return c == '"' || c == '\'';
        }

        private static boolean isSpace(char c) {
            return c <= ' ';
        }
    }
}
