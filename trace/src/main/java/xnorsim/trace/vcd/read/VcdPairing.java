package xnorsim.trace.vcd.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xnorsim.trace.change.DirtySet;

/** Two VCD files, read in parallel up to the first difference. */
final class VcdPairing {

    private static final int LONGEST_SHOWN = 80;
    private static final int NONE = -1;

    private final Side one;
    private final Side other;
    private final boolean overlapOnly;
    private final double unitFs;
    private final List<String> onlyInOne = new ArrayList<>();
    private final List<String> onlyInOther = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();
    private int compared;
    private boolean timeInCommon;

    /** A variable of both files. */
    private record Pair(String path, int slot, int otherSlot) {}

    /** One of the files; its times are in the smaller of the two units. */
    private static final class Side {
        private final Path file;
        private final VcdValues values;
        private final long scale;
        /** Per identifier its last pair, and per pair the preceding one. */
        private final int[] latest;
        private int[] before = new int[64];
        private boolean begun;

        Side(Path file, VcdValues values, long unitFs) {
            this.file = file;
            this.values = values;
            this.scale = values.head().unitFs() / unitFs;
            this.latest = new int[values.head().slots()];
            Arrays.fill(latest, NONE);
        }

        void add(int slot, int pair) {
            if (pair == before.length) {
                before = Arrays.copyOf(before, 2 * pair);
            }
            before[pair] = latest[slot];
            latest[slot] = pair;
        }

        long time() throws IOException {
            return values.time() == VcdValues.NEVER ? VcdValues.NEVER : scaled(values.time());
        }

        long scaled(long time) throws IOException {
            try {
                return Math.multiplyExact(time, scale);
            } catch (ArithmeticException e) {
                throw new IOException(file + ": time " + time + " is too large to be compared", e);
            }
        }

        boolean isBehindTheEnd(long now) throws IOException {
            return values.time() == VcdValues.NEVER && now > scaled(values.lastTime());
        }

        /** Reads all changes of an instant, if any. */
        void readInstant(long now, DirtySet changed) throws IOException {
            while (time() == now && now != VcdValues.NEVER) {
                begun = true;
                for (int slot = values.nextChange(); slot >= 0; slot = values.nextChange()) {
                    for (int pair = latest[slot]; pair != NONE; pair = before[pair]) {
                        changed.add(pair);
                    }
                }
                values.nextInstant();
            }
        }
    }

    VcdPairing(Path first, VcdValues one, Path second, VcdValues other, boolean overlapOnly) {
        long unit = Math.min(one.head().unitFs(), other.head().unitFs());
        this.unitFs = unit;
        this.one = new Side(first, one, unit);
        this.other = new Side(second, other, unit);
        this.overlapOnly = overlapOnly;
    }

    VcdComparison compare() throws IOException {
        LeadingScopes scopes = LeadingScopes.of(one.values.head().variables().keySet(),
                other.values.head().variables().keySet());
        Optional<VcdComparison.Difference> difference = pair(scopes);
        if (difference.isEmpty()) {
            difference = values();
        } else {
            timeInCommon = true;
        }
        return new VcdComparison(compared, onlyInOne, onlyInOther, scopes.first(), scopes.second(), timeInCommon,
                difference);
    }

    private Optional<VcdComparison.Difference> pair(LeadingScopes scopes) {
        Map<String, VcdDeclarations.Declared> others = other.values.head().variables();
        Map<String, VcdDeclarations.Declared> ones = one.values.head().variables();
        Optional<VcdComparison.Difference> difference = Optional.empty();
        Set<Long> seen = new HashSet<>();
        for (Map.Entry<String, VcdDeclarations.Declared> entry : ones.entrySet()) {
            VcdDeclarations.Declared mine = entry.getValue();
            VcdDeclarations.Declared theirs = others.get(scopes.inSecond(entry.getKey()));
            if (theirs == null) {
                onlyInOne.add(entry.getKey());
                continue;
            }
            if (mine.width() != theirs.width() && difference.isEmpty()) {
                difference = Optional.of(new VcdComparison.Difference(0, entry.getKey(), mine.width() + " bits",
                        theirs.width() + " bits", 0));
            }
            compared++;
            // Names that share identifiers in both files are compared once.
            if (seen.add(((long) mine.slot() << 32) | theirs.slot())) {
                one.add(mine.slot(), pairs.size());
                other.add(theirs.slot(), pairs.size());
                pairs.add(new Pair(entry.getKey(), mine.slot(), theirs.slot()));
            }
        }
        others.keySet().stream().filter(path -> !ones.containsKey(scopes.inFirst(path))).forEach(onlyInOther::add);
        return difference;
    }

    private Optional<VcdComparison.Difference> values() throws IOException {
        DirtySet changed = new DirtySet(pairs.size());
        boolean comparing = !overlapOnly;
        timeInCommon = comparing;
        one.values.nextInstant();
        other.values.nextInstant();
        while (true) {
            long now = Math.min(one.time(), other.time());
            if (now == VcdValues.NEVER || (overlapOnly && (one.isBehindTheEnd(now) || other.isBehindTheEnd(now)))) {
                return Optional.empty();
            }
            one.readInstant(now, changed);
            other.readInstant(now, changed);
            if (!comparing && one.begun && other.begun) {
                comparing = true;
                timeInCommon = true;
                for (int pair = 0; pair < pairs.size(); pair++) {
                    changed.add(pair);
                }
            }
            Optional<VcdComparison.Difference> found = look(now, changed, comparing);
            if (found.isPresent()) {
                return found;
            }
        }
    }

    /** Compares the changed variables after an instant is complete. */
    private Optional<VcdComparison.Difference> look(long now, DirtySet changed, boolean comparing) {
        int[] found = {-1, 0};
        changed.drain(number -> {
            Pair pair = pairs.get(number);
            if (comparing && !one.values.isEqual(pair.slot, other.values, pair.otherSlot)) {
                found[0] = found[0] < 0 ? number : found[0];
                found[1]++;
            }
        });
        if (found[0] < 0) {
            return Optional.empty();
        }
        Pair pair = pairs.get(found[0]);
        return Optional.of(new VcdComparison.Difference(now * unitFs, pair.path, shown(one.values.value(pair.slot)),
                shown(other.values.value(pair.otherSlot)), found[1] - 1));
    }

    private static String shown(String text) {
        String plain = text.startsWith("r") || text.startsWith("s") ? text.substring(1) : text;
        return plain.length() <= LONGEST_SHOWN ? plain : "..." + plain.substring(plain.length() - LONGEST_SHOWN);
    }
}
