package xnorsim.trace.vcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import xnorsim.sim.BankSignal;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Signal;
import xnorsim.trace.WaveformHierarchy;
import xnorsim.trace.WaveformSink;
import xnorsim.trace.WaveformVariable;

/**
 * A value change dump (VCD, IEEE 1364, clause 18) with a timescale of 1 ps: declarations, $dumpvars with the initial
 * values, then per instant a line for each changed variable. Bits are written without leading zeros (IEEE 1364
 * zero-extends values), so a negative number has its full width.
 */
public final class VcdWriter implements WaveformSink {

    /** #, 19 digits and the line's end. */
    private static final int LAST_STAMP = 21;
    /** A time stamp, with $dumpvars and its $end. */
    private static final int STAMPS = 40;
    /** The longest double: -1.2345678901234567E-300. */
    private static final int REAL_DIGITS = 24;
    /** b, 64 digits, a tail, and the bytes after it that are overwritten later. */
    private static final int LONGEST_LINE = 96;
    private static final int LINES_AT_ONCE = 256;
    private static final long SPACE = ' ';
    private static final long NEW_LINE = '\n';

    private final DumpFile file;
    private final VcdText text;
    private final long mostBytes;
    private final long instantBytes;
    // By variable number: the tail after the value, and the form of the value.
    private final long[] tails;
    /** The length of the tail and the start of the line; negative for variables that {@link #writeOther} writes. */
    private final int[] forms;
    private final int[] widths;
    private final int[] words;
    private final boolean[] real;
    private final int[] all;
    private long stampedPs = -1;
    private boolean closed;

    private VcdWriter(DumpFile file, WaveformHierarchy hierarchy, List<String> comments, long mostBytes) {
        List<WaveformVariable> variables = hierarchy.variables();
        int count = variables.size();
        this.file = file;
        this.mostBytes = mostBytes;
        this.tails = new long[count];
        this.forms = new int[count];
        this.widths = new int[count];
        this.words = new int[count];
        this.real = new boolean[count];
        this.all = new int[count];
        variables.forEach(this::prepare);
        this.instantBytes = instantBytes(variables);
        this.text = declare(file, hierarchy, comments);
        file.settle();
    }

    private void prepare(WaveformVariable variable) {
        int number = variable.number();
        all[number] = number;
        widths[number] = variable.width();
        words[number] = variable.word();
        real[number] = variable.format() == WaveformVariable.Format.REAL;
        boolean bit = !real[number] && variable.width() == 1;
        long identifier = VcdText.identifier(number);
        long line = identifier | NEW_LINE << (8 * VcdText.packedLength(identifier));
        long tail = bit ? line : line << 8 | SPACE;
        int length = VcdText.packedLength(tail);
        tails[number] = tail | (long) VcdText.LINE_START << (8 * length);
        // A bit begins with its digit, any other value with a letter.
        int form = length << 1 | (bit ? 0 : 1);
        forms[number] = real[number] || variable.width() > Long.SIZE ? ~form : form;
    }

    /** Maximum length of a time stamp and a line of every variable. */
    private static long instantBytes(List<WaveformVariable> variables) {
        long bytes = STAMPS;
        for (WaveformVariable variable : variables) {
            // The letter, the value, a space, an identifier of up to five characters, the line's end.
            bytes += (variable.format() == WaveformVariable.Format.REAL ? REAL_DIGITS : variable.width()) + 8;
        }
        return bytes;
    }

    /** Writes the header of a file. */
    private static VcdText declare(DumpFile file, WaveformHierarchy hierarchy, List<String> comments) {
        int mostBits = hierarchy.variables().stream().mapToInt(WaveformVariable::width).max().orElse(0);
        VcdText text = new VcdText(file, Math.max(Long.SIZE, mostBits));
        text.ascii("$version xnorsim $end\n");
        for (String comment : comments) {
            text.ascii("$comment " + comment + " $end\n");
        }
        text.ascii("$timescale 1 ps $end\n");
        hierarchy.walk(new Declarations(text));
        text.ascii("$enddefinitions $end\n");
        text.flush();
        return text;
    }

    private record Declarations(VcdText text) implements WaveformHierarchy.Visitor {
        @Override
        public void enter(String scope) {
            text.ascii("$scope module " + scope + " $end\n");
        }

        @Override
        public void variable(WaveformVariable variable) {
            boolean real = variable.format() == WaveformVariable.Format.REAL;
            text.ascii("$var " + (real ? "real " : "wire ") + variable.width() + " ");
            text.begin();
            long identifier = VcdText.identifier(variable.number());
            text.packed(identifier, VcdText.packedLength(identifier));
            text.ascii(" " + variable.name() + (variable.ranged() ? " " + variable.range() : "") + " $end\n");
        }

        @Override
        public void leave() {
            text.ascii("$upscope $end\n");
        }
    }

    @Override
    public void begin(long timePs, long[] values) {
        stamp(timePs);
        text.ascii("$dumpvars\n");
        writeLines(all, all.length, values);
        text.begin();
        text.ascii("$end\n");
    }

    @Override
    public boolean change(long timePs, int[] changed, int count, long[] values) {
        if (file.mostBytes(text.length() + 2 * instantBytes) <= mostBytes) {
            stamp(timePs);
            writeLines(changed, count, values);
            return true;
        }
        return writeIfItFits(timePs, changed, count, values);
    }

    /** Near the limit: the instant is written into the empty buffer and discarded if the file would be too large. */
    private boolean writeIfItFits(long timePs, int[] changed, int count, long[] values) {
        text.flush();
        file.settle();
        if (!text.holds(instantBytes)) {
            return false;
        }
        long before = stampedPs;
        stamp(timePs);
        writeLines(changed, count, values);
        // The window's last time stamp still follows.
        if (file.mostBytes(text.length() + LAST_STAMP) <= mostBytes) {
            return true;
        }
        text.advance(0);
        stampedPs = before;
        return false;
    }

    private void stamp(long timePs) {
        if (stampedPs != timePs) {
            stampedPs = timePs;
            text.stamp(timePs);
        }
    }

    private void writeLines(int[] changed, int count, long[] values) {
        int done = 0;
        while (done < count) {
            int end = Math.min(count, done + LINES_AT_ONCE);
            byte[] to = text.reserve(LINES_AT_ONCE * LONGEST_LINE);
            int at = text.startLines();
            while (done < end && forms[changed[done]] >= 0) {
                int variable = changed[done++];
                int form = forms[variable];
                at = VcdText.line(to, at, form & 1, values[variable], tails[variable], form >> 1);
            }
            text.advance(at);
            if (done < end) {
                writeOther(changed[done++], values);
            }
        }
    }

    /** A real number or a vector of more than a word. */
    private void writeOther(int variable, long[] values) {
        text.begin();
        int word = words[variable];
        if (real[variable]) {
            text.character('r');
            text.real(Double.longBitsToDouble(values[word]));
        } else {
            text.character('b');
            int k = (widths[variable] + 63) / 64 - 1;
            while (k > 0 && values[word + k] == 0) {
                k--;
            }
            text.bits(values[word + k], Math.max(1, 64 - Long.numberOfLeadingZeros(values[word + k])));
            while (--k >= 0) {
                text.bits(values[word + k], 64);
            }
        }
        text.packed(tails[variable], ~forms[variable] >> 1);
    }

    @Override
    public void end(long timePs) {
        stamp(timePs);
    }

    @Override
    public void keep() throws IOException {
        try {
            text.flush();
        } catch (UncheckedIOException problem) {
            throw problem.getCause();
        }
        closed = true;
        file.keep();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            file.discard();
        }
    }

    /** Value change dumps, plain and compressed. */
    public static final class Kind implements WaveformSink.Kind {
        private static final int TYPICAL_REAL_DIGITS = 20;
        private static final int COMPRESSION = 4;

        @Override
        public String key() {
            return "vcd";
        }

        @Override
        public List<String> endings() {
            return List.of(".vcd", ".vcd.gz");
        }

        @Override
        public String text() {
            return "value change dump";
        }

        @Override
        public boolean isForGtkwave() {
            return true;
        }

        @Override
        public double bytes(Path name, WaveformHierarchy hierarchy, List<String> comments, Expected expected) {
            DumpFile head = DumpFile.nowhere();
            declare(head, hierarchy, comments);
            double bytes = head.written() + instantBytes(hierarchy.variables());
            int count = hierarchy.variables().size();
            int identifier = count <= 94 ? 1 : count <= 94 * 95 ? 2 : 3;
            for (Expected.Changes one : expected.signals()) {
                bytes += one.changes() * one.variables() * (digits(one.signal()) + identifier + 2);
            }
            int stamp = Math.max(1, (int) Math.ceil(Math.log10(expected.endPs() + 1))) + 2;
            bytes += expected.instants() * stamp;
            return name.toString().endsWith(".gz") ? bytes / COMPRESSION : bytes;
        }

        /** Digits of a typical value; negative ones have their full width, others no leading zeros. */
        private static double digits(Signal signal) {
            if (signal instanceof RealSignal || (signal instanceof BankSignal volts && volts.real())) {
                return TYPICAL_REAL_DIGITS;
            }
            boolean signed = signal instanceof BankSignal bank && bank.signed();
            return signed ? 0.75 * signal.width() : signal.width();
        }

        @Override
        public WaveformSink open(Path name, WaveformHierarchy hierarchy, List<String> comments, long mostBytes)
                throws IOException {
            DumpFile pending = DumpFile.create(name);
            try {
                return new VcdWriter(pending, hierarchy, comments, mostBytes);
            } catch (UncheckedIOException problem) {
                pending.discard();
                throw problem.getCause();
            }
        }
    }
}
