package xnorsim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import xnorsim.base.InputException;
import xnorsim.base.Printable;
import xnorsim.base.Registry;
import xnorsim.base.Suggestion;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.GivenOptions;
import xnorsim.cli.io.Output;
import xnorsim.sim.KernelChoice;

/** Turns arguments into a run of a command, and every end of it into an exit code and at most one sentence. */
public final class CommandLines {
    private static final String WHOLE = "a whole number of at most ";
    private static final Set<String> KERNELS = Set.of("", "scalar", "vector");

    /** What an option of a number can be. */
    private static final Map<Class<?>, String> NUMBERS = Map.of(
            int.class, WHOLE + Integer.MAX_VALUE, Integer.class, WHOLE + Integer.MAX_VALUE,
            long.class, WHOLE + Long.MAX_VALUE, Long.class, WHOLE + Long.MAX_VALUE,
            double.class, "a number", Double.class, "a number");

    /** What is wrong with the numbers of a model. */
    private static final Pattern OF_MODEL = Pattern.compile("layer |time_steps of a certificate ");

    private CommandLines() {}

    /** Runs the command that the arguments name; returns the exit code. */
    static int run(String[] arguments, Output output) {
        output.holdRemarks();
        int exitCode = execute(arguments, output);
        output.releaseRemarks();
        if (output.out().checkError()) {
            output.complain("cannot write results to standard output");
            return exitCode == ExitCode.OK ? ExitCode.DIFFERENCE : exitCode;
        }
        return exitCode;
    }

    /** The commands with their options. */
    public static CommandLine tree(Output output) {
        return XnorsimCommand.with(XnorsimCommand.COMMANDS, new CommandFactory(output));
    }

    /**
     * Only the named command, for a quick start; all commands if none is named, or one that lists the others.
     */
    private static List<Class<?>> needed(String[] arguments) {
        return XnorsimCommand.COMMANDS.stream()
                .filter(command -> command != CompletionCommand.class && command != ManCommand.class
                        && arguments.length > 0
                        && command.getAnnotation(Command.class).name().equals(arguments[0]))
                .findFirst().<List<Class<?>>>map(List::of).orElse(XnorsimCommand.COMMANDS);
    }

    private static int execute(String[] arguments, Output output) {
        String kernel = System.getProperty(KernelChoice.PROPERTY, "");
        if (!KERNELS.contains(kernel)) {
            output.complain(KernelChoice.PROPERTY + " is " + kernel + ", expected scalar or vector");
            return ExitCode.BAD_INPUT;
        }
        CommandLine line = XnorsimCommand.with(needed(arguments), new CommandFactory(output));
        XnorsimCommand root = line.getCommand();
        line.setOut(new PrintWriter(output.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(output.err(), true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Path.class, CommandLines::path);
        line.setUsageHelpAutoWidth(false);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler((e, _) -> refuse(e, output));
        line.setExecutionExceptionHandler((e, command, _) -> fail(withModel(e, command), root.debug(), output));
        try {
            return line.execute(ArgumentFiles.expanded(arguments));
        } catch (InputException e) {
            return fail(e, false, output);
        } catch (OutOfMemoryError e) {
            output.complain("out of memory; raise the limit, for example XNORSIM_JAVA_OPTS=-Xmx8g");
            return ExitCode.DIFFERENCE;
        } catch (Error e) {
            return fail(e, root.debug(), output);
        }
    }

    private static Path path(String text) {
        try {
            return InputException.path(text);
        } catch (InputException e) {
            throw new TypeConversionException(said(e));
        }
    }

    private static int refuse(ParameterException e, Output output) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched && !command.getSubcommands().isEmpty()
                && !unmatched.getUnmatched().getFirst().startsWith("-")) {
            output.refuse(noCommand(unmatched.getUnmatched().getFirst(), command));
            return ExitCode.BAD_INPUT;
        }
        output.refuse(reason(e) + " (`" + command.getCommandSpec().qualifiedName() + " --help` lists the options)");
        return ExitCode.BAD_INPUT;
    }

    private static String reason(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return Printable.typed(unmatched.getUnmatched().getFirst()) + " is not an argument of "
                    + e.getCommandLine().getCommandSpec().qualifiedName().replaceFirst("^\\S+ ", "");
        }
        if (e.getArgSpec() != null && e.getValue() != null) {
            Optional<String> expected = expected(e.getArgSpec().auxiliaryTypes()[0]);
            if (expected.isPresent()) {
                String name = e.getArgSpec() instanceof OptionSpec option ? option.longestName() : "the argument";
                return name + " is " + Printable.typed(e.getValue()) + ", expected " + expected.get();
            }
        }
        String hint = e instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()
                ? "; did you mean " + unmatched.getSuggestions().getFirst() + "?"
                : "";
        return lowerFirst(said(e).strip().replaceFirst("^Error: ", "").replaceAll("\\R\\s*", " ")) + hint;
    }

    /** What a value of an option can be; empty for a type whose converter says it itself. */
    private static Optional<String> expected(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(InputException.oneOf(Arrays.stream(type.getEnumConstants())
                    .map(choice -> choice.toString().toLowerCase(Locale.ROOT)).toList()));
        }
        return Optional.ofNullable(NUMBERS.get(type));
    }

    /** The launcher says the same of a program that is not built yet. */
    private static String noCommand(String word, CommandLine parent) {
        Set<String> names = parent.getSubcommands().keySet();
        return Printable.value(word) + " is not a command, "
                + Suggestion.closest(word, names).map(name -> "did you mean " + name + "?")
                        .orElseGet(() -> "expected " + InputException.oneOf(names))
                + " (`" + parent.getCommandSpec().qualifiedName() + " --help` lists them)";
    }

    private static String said(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** With the model file in front: what computes with the numbers of a layer knows no file. */
    private static Exception withModel(Exception e, CommandLine command) {
        return e instanceof InputException bad && OF_MODEL.matcher(said(bad)).lookingAt()
                ? command.getParseResult().matchedPositionals().stream()
                        .filter(given -> given.paramLabel().equals(GivenOptions.MODEL))
                        .map(given -> given.stringValues().getFirst()).findFirst().map(bad::in).orElse(bad)
                : e;
    }

    private static int fail(Throwable e, boolean debug, Output output) {
        if (debug) {
            e.printStackTrace(output.err());
        }
        return switch (e) {
            case InputException bad -> {
                output.refuse(said(bad));
                yield ExitCode.BAD_INPUT;
            }
            case IOException io -> {
                output.refuse(said(io));
                yield ExitCode.BAD_INPUT;
            }
            case UncheckedIOException io -> {
                output.refuse(said(Objects.requireNonNullElse(io.getCause(), io)));
                yield ExitCode.BAD_INPUT;
            }
            case ExceptionInInitializerError setup when setup.getCause() instanceof IllegalStateException reason -> {
                output.refuse(said(reason));
                yield ExitCode.BAD_INPUT;
            }
            case ExceptionInInitializerError setup when setup.getCause() != null ->
                fail(setup.getCause(), false, output);
            default -> {
                output.releaseRemarks();
                output.complain(Registry.extensionIn(e)
                        .map(extension -> "extension " + extension + " failed: " + e + "; --debug shows where")
                        .orElseGet(() -> "unexpected " + e
                                + "; please report it with the output of the same command with --debug"));
                yield ExitCode.DIFFERENCE;
            }
        };
    }
}
