package xnorsim.extensions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import xnorsim.base.PendingFile;
import xnorsim.trace.WaveformHierarchy;
import xnorsim.trace.WaveformSink;
import xnorsim.trace.WaveformVariable;

/** Number of changes of each variable, one per line: an extension without any change of main code. */
public final class ChangeCounts implements WaveformSink {
    private final PendingFile file;
    private final String[] names;
    private final long[] counts;
    private long firstPs;
    private long lastPs;

    /** Names ending in {@code .count}. */
    public static final class Kind implements WaveformSink.Kind {
        private static final int LINE = 60;

        @Override
        public String key() {
            return "count";
        }

        @Override
        public List<String> endings() {
            return List.of(".count");
        }

        @Override
        public String text() {
            return "change counts";
        }

        @Override
        public double bytes(Path file, WaveformHierarchy hierarchy, List<String> comments, Expected expected) {
            return LINE * hierarchy.variables().size();
        }

        @Override
        public WaveformSink open(Path file, WaveformHierarchy hierarchy, List<String> comments, long mostBytes)
                throws IOException {
            return new ChangeCounts(PendingFile.replacing(file), hierarchy);
        }
    }

    private ChangeCounts(PendingFile file, WaveformHierarchy hierarchy) {
        this.file = file;
        this.names = new String[hierarchy.variables().size()];
        this.counts = new long[names.length];
        Deque<String> scopes = new ArrayDeque<>();
        hierarchy.walk(new WaveformHierarchy.Visitor() {
            @Override
            public void enter(String scope) {
                scopes.addLast(scope);
            }

            @Override
            public void variable(WaveformVariable variable) {
                names[variable.number()] = String.join(".", scopes) + "." + variable.name() + variable.range();
            }

            @Override
            public void leave() {
                scopes.removeLast();
            }
        });
    }

    @Override
    public void begin(long timePs, long[] values) {
        firstPs = timePs;
    }

    @Override
    public boolean change(long timePs, int[] changed, int count, long[] values) {
        for (int k = 0; k < count; k++) {
            counts[changed[k]]++;
        }
        return true;
    }

    @Override
    public void end(long timePs) {
        lastPs = timePs;
    }

    @Override
    public void keep() throws IOException {
        StringBuilder text = new StringBuilder("from " + firstPs + " ps to " + lastPs + " ps\n");
        for (int k = 0; k < names.length; k++) {
            text.append(names[k]).append(' ').append(counts[k]).append('\n');
        }
        file.stream().write(text.toString().getBytes(StandardCharsets.UTF_8));
        file.keep();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
