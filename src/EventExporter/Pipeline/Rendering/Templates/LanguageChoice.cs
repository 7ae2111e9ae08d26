using System.Text.RegularExpressions;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Templates;

/// <summary>
/// Tells the two template languages apart. Go's reaches fields with a leading dot (<c>.InvolvedObject.Name</c>), Scriban's never begins a
/// name with one; a template without either sign fits both.
/// </summary>
internal static partial class LanguageChoice
{
    /// <summary>The language of one text; null if it gives no sign.</summary>
    public static TemplateLanguage? Of(string text)
    {
        if (!TemplateCompiler.IsTemplate(text))
            return null;
        if (GoSign().IsMatch(text))
            return TemplateLanguage.Go;
        return ScribanSign().IsMatch(text) ? TemplateLanguage.Scriban : null;
    }

    /// <summary>The language of a whole file: Go if its templates are Go's in the majority.</summary>
    public static TemplateLanguage OfAll(IEnumerable<string> texts)
    {
        var signs = texts.Select(Of).Where(language => language is not null).ToList();
        var go = signs.Count(language => language == TemplateLanguage.Go);
        return go > 0 && go * 2 >= signs.Count ? TemplateLanguage.Go : TemplateLanguage.Scriban;
    }

    [GeneratedRegex(@"\{\{[-~]?\s*[a-z_$][\w$]*\s*(\.|\?\.|\[|\||=|\}\}|[-~]\}\}|\?\?|[+*/<>])|\{\{[-~]?\s*(if|for|while|case|capture|func|include|with|wrap)\s+[a-z_]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScribanSign();

    [GeneratedRegex(@"\{\{([^}""`]|""[^""]*""|`[^`]*`)*?[\s({|](\.[A-Za-z]|\.[\s)|}])|\{\{\.|\{\{-?\s*/\*|:=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoSign();
}
