package xnorsim.base;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The end of the process, also by SIGINT, SIGTERM or SIGHUP: first what is asked to finish finishes, then unfinished
 * files are removed. One hook does both, as Java runs several in no order.
 */
public final class Shutdown {
    private static final List<Runnable> FINISHING = new ArrayList<>();
    private static final ReadWriteLock END = new ReentrantReadWriteLock();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Shutdown::end, "end of the process"));
    }

    private Shutdown() {}

    /** Work that still writes files when the process is told to end; it returns when they are written. */
    public static synchronized void first(Runnable finishing) {
        FINISHING.add(finishing);
    }

    /**
     * Held while a file is made or gets its name. Once unfinished files are removed nobody gets it any more: a thread
     * that asks for it waits for the end, without a word about files that are gone.
     */
    static Lock running() {
        return END.readLock();
    }

    private static synchronized List<Runnable> finishing() {
        return List.copyOf(FINISHING);
    }

    private static void end() {
        try {
            finishing().forEach(Runnable::run);
        } finally {
            END.writeLock().lock();
            PendingFile.removeAll();
        }
    }
}
