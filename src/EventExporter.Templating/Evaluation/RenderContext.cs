using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Evaluation;

/// <summary>The state of one rendering. Not shared between threads; templates are.</summary>
public sealed class RenderContext
{
    private readonly OutputBudget _budget;
    private readonly CancellationToken _stop;
    private readonly object? _model;
    private object?[] _arguments = [];
    private TemplateOutput? _output;
    private int _argumentCount;
    private int _stepsLeft;
    private int _untilStopCheck = 256;
    private int _depth;
    private Dictionary<object, object?>? _tags;
    private DataFrame? _data;

    /// <param name="writer">Null where only a value is wanted; what is written all the same is dropped.</param>
    public RenderContext(Template template, IBufferWriter<byte>? writer, object? model, CancellationToken stop)
    {
        Template = template;
        Options = template.Options;
        Profile = template.Profile;
        _budget = new OutputBudget(Limits.MaxOutputBytes);
        _stop = stop;
        _stepsLeft = Limits.MaxSteps;
        Source = template.Source;
        _output = writer is null ? null : new TemplateOutput(writer, _budget);
        _model = Host.Normalize(model);
        Root = new RootObject(_model);
        Scope = new Scope(Root, null);
        Frame = new FunctionFrame(null);
    }

    public Template Template { get; }

    public TemplateOptions Options { get; }

    public TemplateLimits Limits => Options.Limits;

    public LanguageProfile Profile { get; }

    public FunctionTable Functions => Template.Functions;

    /// <summary>The text that is running: the template's or an included one's. Errors take their place from it.</summary>
    public SourceText Source { get; set; }

    public TemplateOutput Output
    {
        get => _output ??= new TemplateOutput(new ArrayBufferWriter<byte>(), _budget);
        private set => _output = value;
    }

    public RootObject Root { get; }

    public Scope Scope { get; private set; }

    public FunctionFrame Frame { get; private set; }

    /// <summary>Of the Go template that is running.</summary>
    public DataFrame Data
    {
        get => _data ??= new DataFrame(_model);
        set => _data = value;
    }

    /// <summary>The innermost <c>for</c> or <c>tablerow</c>.</summary>
    public LoopState? ForLoop { get; set; }

    public LoopState? WhileLoop { get; set; }

    /// <summary>Of the <c>ret</c> that is leaving a function or page.</summary>
    public object? ReturnValue { get; set; }

    /// <summary>The call that is running, for the errors of functions.</summary>
    public TextSpan CallSpan { get; set; }

    /// <summary><c>date.format</c>: how dates print.</summary>
    public string DateFormat { get; set; } = DateFormats.Default;

    /// <summary>State that functions keep for the length of the rendering, such as the position of a cycle.</summary>
    public Dictionary<object, object?> Tags => _tags ??= [];

    public TemplateRenderException Error(TextSpan span, string message)
    {
        var (line, column) = Source.Locate(span.Start);
        return new TemplateRenderException(message, Source.Name, line, column);
    }

    /// <summary>An error of the function that is running.</summary>
    public TemplateRenderException Error(string message) => Error(CallSpan, message);

    /// <summary>Pays for work; see <see cref="TemplateLimits.MaxSteps"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(TextSpan span, int units = 1)
    {
        _stepsLeft -= units;
        if (_stepsLeft < 0)
            throw Error(span, $"the template works longer than {Limits.MaxSteps} steps");
        if (--_untilStopCheck <= 0)
            CheckStop();
    }

    /// <summary>Pays for handling so many characters or items, at 64 a step.</summary>
    public void Work(long size)
    {
        if (size >= 64)
            Step(CallSpan, (int)Math.Min(int.MaxValue / 2, size / 64));
    }

    public string Text(object? value) => Profile.ToText(this, value);

    public bool IsTruthy(object? value) => Profile.IsTruthy(value);

    /// <summary>Refuses texts that are longer than the limit before they are made.</summary>
    public void CheckLength(long chars)
    {
        RefuseLength(chars);
        Work(chars);
    }

    /// <summary>The same without paying, for texts that grow piece by piece.</summary>
    public void RefuseLength(long chars)
    {
        if (chars > Limits.MaxStringLength)
            throw Error($"the text would be longer than {Limits.MaxStringLength} characters");
    }

    /// <summary>Refuses lists that are longer than the limit before they are made.</summary>
    public void CheckCount(long items)
    {
        if (items > Limits.MaxListLength)
            throw Error($"the list would have more than {Limits.MaxListLength} items");
        Work(items);
    }

    public void EnterScope(object self) => Scope = new Scope(self, Scope);

    public void LeaveScope() => Scope = Scope.Outer!;

    public void EnterFrame(TextSpan span)
    {
        EnterDepth(span);
        Frame = new FunctionFrame(Frame);
    }

    public void LeaveFrame()
    {
        Frame = Frame.Caller!;
        LeaveDepth();
    }

    /// <summary>Replaces the frame for the length of a wrapped block's own caller.</summary>
    public void EnterDepth(TextSpan span)
    {
        if (++_depth > Limits.MaxRecursion)
            throw Error(span, $"functions call each other more than {Limits.MaxRecursion} deep");
        GuardStack(span);
    }

    public void LeaveDepth() => _depth--;

    /// <summary>The last line against a stack overflow, which would end the process.</summary>
    public void GuardStack(TextSpan span)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Error(span, "the template is nested too deep to be evaluated");
    }

    public Capture BeginCapture()
    {
        var capture = new Capture(Output, new ArrayBufferWriter<byte>(256));
        Output = new TemplateOutput(capture.Buffer, _budget);
        return capture;
    }

    public string EndCapture(Capture capture)
    {
        Output = capture.Outer;
        var text = Encoding.UTF8.GetString(capture.Buffer.WrittenSpan);
        CheckLength(text.Length);
        return text;
    }

    /// <summary>Takes a slice of the argument stack; give its start back with <see cref="PopArguments"/>.</summary>
    public int PushArguments(int count)
    {
        var start = _argumentCount;
        _argumentCount += count;
        if (_argumentCount > _arguments.Length)
            Array.Resize(ref _arguments, Math.Max(Math.Max(4, _argumentCount), _arguments.Length * 2));
        return start;
    }

    public Span<object?> ArgumentsFrom(int start, int count) => _arguments.AsSpan(start, count);

    public void SetArgument(int position, object? value) => _arguments[position] = value;

    public void PopArguments(int start)
    {
        Array.Clear(_arguments, start, _argumentCount - start);
        _argumentCount = start;
    }

    private void CheckStop()
    {
        _untilStopCheck = 256;
        _stop.ThrowIfCancellationRequested();
    }

    public readonly record struct Capture(TemplateOutput Outer, ArrayBufferWriter<byte> Buffer);
}
