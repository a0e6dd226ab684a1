package xnorsim.trace.gtkw;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import xnorsim.sim.BankSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;
import xnorsim.trace.WaveformScope;

/**
 * A GTKWave save file (.gtkw): the signals of a dump in groups, with formats, names for state codes, and signed values
 * drawn as curves.
 *
 * @param file       name of the view; lets GTKWave find the other files from any working folder
 * @param dump       name of the dump, as seen from the view's folder
 * @param scopes     the scopes in the dump
 * @param names      by signal name, the file with the names of its codes, as seen from the view's folder; {@link
 *                   #codes} creates its text
 * @param startPs    the first instant shown
 * @param shownPs    time span that fills the window
 */
public record GtkwView(String file, String dump, List<WaveformScope> scopes, Map<String, String> names, long startPs,
        long shownPs) {

    /** First line of every view of this program, absent from those a user saved. */
    public static final String FIRST_LINE = "[*] Written by xnorsim; replaced by its next run. GTKWave drops this"
            + " line when it saves.";

    /** Further rows are in the dump but not in the view. */
    public static final int MAX_ROWS = 64;

    private static final int OPEN_ROWS = 4;
    private static final int FRAMES_SHOWN = 4;
    private static final int MARKERS = 27;

    /** Flags of a trace in GTKWave's file. */
    private static final int HEXADECIMAL = 0x22;
    private static final int DECIMAL = 0x24;
    private static final int BINARY = 0x28;
    private static final int SIGNED_CURVE = 0x8420;
    private static final int CURVE = 0x8020;
    private static final int CURVE_HEIGHT = 0x20000;
    private static final int NAMED = 0x2000;
    private static final int OPEN = 0x800200;
    private static final int OPEN_END = 0x1000200;
    private static final int FOLDED = 0xc00200;
    private static final int FOLDED_END = 0x1401200;

    /** Copies the collections. */
    public GtkwView {
        scopes = List.copyOf(scopes);
        names = Map.copyOf(names);
    }

    /** The text of a file with names for the codes 0, 1, ... of {@code bits} bits. */
    public static String codes(int bits, List<String> names) {
        StringBuilder text = new StringBuilder();
        for (int code = 0; code < names.size(); code++) {
            for (int bit = bits - 1; bit >= 0; bit--) {
                text.append(code >> bit & 1);
            }
            text.append(' ').append(names.get(code)).append('\n');
        }
        return text.toString();
    }

    /** The text of the view. */
    public String text() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        text.append("[dumpfile] \"").append(dump).append("\"\n[savefile] \"").append(file).append("\"\n[timestart] ")
                .append(startPs)
                .append("\n[size] 1280 720\n[pos] -1 -1\n*").append(zoom()).append(" -1".repeat(MARKERS))
                .append("\n[sst_expanded] 1\n[signals_width] 200\n");
        for (WaveformScope scope : scopes) {
            group(text, OPEN, OPEN_END, scope.path(), scope(scope));
        }
        return text.toString();
    }

    /** GTKWave's zoom factor: 200 pixels are 2^-zoom units of time. */
    private String zoom() {
        return -(64 - Long.numberOfLeadingZeros(Math.max(1, shownPs / FRAMES_SHOWN))) + ".000000";
    }

    private static void group(StringBuilder text, int begin, int end, String name, String inside) {
        text.append(flags(begin)).append('-').append(name).append('\n').append(inside).append(flags(end)).append('-')
                .append(name).append('\n');
    }

    private static String flags(int flags) {
        return "@" + Integer.toHexString(flags) + "\n";
    }

    private String scope(WaveformScope scope) {
        StringBuilder text = new StringBuilder();
        Map<String, List<BankSignal>> banks = new LinkedHashMap<>();
        for (Signal signal : scope.signals()) {
            if (signal instanceof BankSignal bank) {
                banks.computeIfAbsent(bank.laneName(), name -> new ArrayList<>()).add(bank);
            } else {
                trace(text, scope.path() + "." + signal.name(), signal);
            }
        }
        banks.forEach((lane, signals) -> rows(text, scope, lane, signals));
        return text.toString();
    }

    private void rows(StringBuilder text, WaveformScope scope, String laneName, List<BankSignal> banks) {
        int most = banks.stream().mapToInt(BankSignal::lanes).max().orElse(0);
        int[] lanes = IntStream.range(0, most).filter(scope.lanes()).limit(MAX_ROWS).toArray();
        for (int k = 0; k < lanes.length; k++) {
            StringBuilder inside = new StringBuilder();
            for (BankSignal bank : banks) {
                if (lanes[k] < bank.lanes()) {
                    trace(inside, scope.path() + "." + laneName + lanes[k] + "." + bank.name(), bank);
                }
            }
            boolean open = k < OPEN_ROWS;
            group(text, open ? OPEN : FOLDED, open ? OPEN_END : FOLDED_END, laneName + lanes[k], inside.toString());
        }
    }

    private void trace(StringBuilder text, String path, Signal signal) {
        String file = names.get(signal.name());
        int format = format(signal);
        if (file != null) {
            text.append(flags(NAMED | BINARY)).append("^1 ").append(file).append('\n');
        } else {
            text.append(flags(format));
        }
        text.append(path).append(range(signal)).append('\n');
        if (format == SIGNED_CURVE || format == CURVE) {
            text.append(flags(CURVE_HEIGHT)).append("-\n-\n");
        }
    }

    private static int format(Signal signal) {
        return switch (signal) {
            case RealSignal real -> CURVE;
            case BankSignal bank when bank.real() -> CURVE;
            case BankSignal bank when bank.signed() -> SIGNED_CURVE;
            case IntegerSignal integer when integer.signed() -> SIGNED_CURVE;
            case VectorSignal vector -> HEXADECIMAL;
            default -> signal.width() == 1 ? BINARY : DECIMAL;
        };
    }

    private static String range(Signal signal) {
        boolean none = signal instanceof RealSignal || (signal instanceof BankSignal bank && bank.real())
                || (signal.width() == 1 && !(signal instanceof VectorSignal));
        return none ? "" : "[" + (signal.width() - 1) + ":0]";
    }
}
