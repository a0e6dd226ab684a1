package xnorsim.cli.io;

import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What is registered and so stands in no annotation, in the help of commands. */
public final class HelpFooter {
    private HelpFooter() {}

    /** Adds a paragraph between the options and the footer that all commands have. */
    public static void add(CommandLine command, Supplier<String> words) {
        String lineEnd = System.lineSeparator();
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER,
                help -> lineEnd + words.get() + lineEnd + help.footer());
    }
}
