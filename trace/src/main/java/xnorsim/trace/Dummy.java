package xnorsim.trace;
public final class Dummy {
    private Dummy() {}
}
