package xnorsim.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import xnorsim.cli.io.Output;

/** The program: runs a command and ends with its exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        restoreStandardError();
        System.exit(CommandLines.run(arguments,
                new Output(System.out, System.err, Boolean.getBoolean("xnorsim.terminal"))));
    }

    /**
     * Makes the descriptor that the launcher names the standard error. Java announces an incubating module on its own
     * standard error before any code of ours runs; the launcher keeps that line away by handing the user's standard
     * error over under another number.
     */
    private static void restoreStandardError() {
        int number = Integer.getInteger("xnorsim.stderr", 2);
        if (number == 2) {
            return;
        }
        try {
            var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            var stream = new FileOutputStream(constructor.newInstance(number));
            System.setErr(new PrintStream(stream, true, StandardCharsets.UTF_8));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("cannot open descriptor " + number, e);
        }
    }
}
