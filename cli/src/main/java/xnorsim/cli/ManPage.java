package xnorsim.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A page of the manual in roff's man macros, made from commands and their options. */
final class ManPage {
    private final StringBuilder text = new StringBuilder();

    private ManPage() {}

    /** The page of a program with all its commands. */
    static String of(CommandSpec root) {
        return new ManPage().page(root);
    }

    private String page(CommandSpec root) {
        String name = root.name();
        line(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"" + name + " " + root.version()[0]
                + "\" \"User Commands\"");
        line(".SH NAME");
        line(name + " \\- " + escaped(lowerFirst(described(root).getFirst().replaceFirst("\\.$", ""))));
        line(".SH SYNOPSIS");
        line(".B " + name);
        line(".I COMMAND");
        line("[\\fIOPTIONS\\fR]");
        line(".SH DESCRIPTION");
        described(root).forEach(this::paragraph);
        line(".SH OPTIONS");
        paragraph("Common to all commands.");
        root.options().stream().filter(option -> !option.hidden()).forEach(this::option);
        line(".SH COMMANDS");
        root.subcommands().values().stream().distinct().forEach(command -> command(command, ""));
        line(".SH EXIT STATUS");
        List<String> footer = Stream.of(root.usageMessage().footer()).filter(words -> !words.isBlank()).toList();
        footer.forEach(this::paragraph);
        return text.toString();
    }

    private void command(CommandLine command, String parents) {
        CommandSpec spec = command.getCommandSpec();
        String name = parents + spec.name();
        if (!spec.subcommands().isEmpty()) {
            spec.subcommands().values().stream().distinct().forEach(inner -> command(inner, name + " "));
            return;
        }
        line(".SS " + name + parameters(spec));
        described(spec).forEach(this::paragraph);
        spec.positionalParameters().stream().filter(parameter -> !parameter.hidden()).forEach(parameter -> {
            line(".TP");
            line(".I " + escaped(parameter.paramLabel()));
            description(parameter.description());
        });
        spec.options().stream().filter(option -> !option.hidden() && !option.inherited()).forEach(this::option);
    }

    private static String parameters(CommandSpec spec) {
        return spec.positionalParameters().stream().map(ManPage::parameter).collect(Collectors.joining());
    }

    private static String parameter(PositionalParamSpec parameter) {
        String label = escaped(parameter.paramLabel());
        return parameter.required() ? " " + label : " [" + label + "]";
    }

    private void option(OptionSpec option) {
        line(".TP");
        String names = Stream.of(option.names()).map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        line(names + (option.arity().max() > 0 ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : "")
                + (option.required() ? " (required)" : ""));
        description(option.description());
    }

    private void description(String... words) {
        Stream.of(words).forEach(sentence -> line(guarded(escaped(String.format(sentence)))));
    }

    private static List<String> described(CommandSpec spec) {
        return Stream.of(spec.usageMessage().description()).map(String::format).toList();
    }

    private void paragraph(String words) {
        line(".PP");
        line(guarded(escaped(words)));
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("^", "\\(ha")
                .replace("'", "\\(aq").replace("`", "\\(ga").replaceAll("\\s+", " ");
    }

    /** A line that begins with a full stop would be a request. */
    private static String guarded(String line) {
        return line.startsWith(".") ? "\\&" + line : line;
    }

    private static String lowerFirst(String words) {
        return Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
